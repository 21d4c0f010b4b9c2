import type { FeedEntry } from '../../../src/index.ts'
import type { BookingWords, MineWords, OwnDetailsWords, TicketWords } from './vocabulary/booking.ts'
import type { PickerWords, SearchWords, VenueWords } from './vocabulary/finding.ts'
import type { RefusalWords } from './vocabulary/refusals.ts'

export type State = FeedEntry<'reservation'>['state']

/** Every word on the screen. A language that lacks one does not compile. */
export interface Messages extends RefusalWords {
  readonly skip: string
  readonly nav: {
    readonly label: string
    readonly home: string
    readonly reservations: string
    readonly notices: (unread: number) => string
    readonly account: string
    readonly login: string
  }
  readonly language: string
  readonly theme: string
  readonly themes: Readonly<Record<'auto' | 'light' | 'dark', string>>
  readonly loading: string
  /** A call has not been answered for some seconds. */
  readonly slow: string
  readonly retry: string
  /** Beside a clock that runs. */
  readonly retryIn: (clock: string) => string
  readonly close: string
  readonly back: string
  readonly optional: string
  readonly guests: (n: number) => string
  readonly freshness: {
    readonly live: string
    readonly 'catching-up': string
    readonly stale: (at: string | null) => string
  }
  readonly offline: string
  readonly sessionLost: string
  readonly crashed: { readonly title: string; readonly text: string; readonly reload: string }
  readonly unknownPage: { readonly title: string; readonly text: string; readonly home: string }
  /** Times are another zone's than the reader's. */
  readonly elsewhere: (zone: string) => string
  /** The same instant where the reader is. */
  readonly here: (when: string) => string
  readonly states: Readonly<Record<State, string>>
  readonly search: SearchWords
  readonly venue: VenueWords
  readonly picker: PickerWords
  readonly booking: BookingWords
  readonly ticket: TicketWords
  readonly mine: MineWords
  readonly own: OwnDetailsWords
}
