import type { FeedEntry } from '../../../src/index.ts'
import type { CommonMessages } from '../../common/messages/vocabulary.ts'
import type { BookingWords, MineWords, OwnDetailsWords, TicketWords } from './vocabulary/booking.ts'
import type { PickerWords, SearchWords, VenueWords } from './vocabulary/finding.ts'

export type State = FeedEntry<'reservation'>['state']

/** Every word on the screen. A language that lacks one does not compile. */
export interface Messages extends CommonMessages {
  readonly nav: {
    readonly label: string
    readonly home: string
    readonly reservations: string
    readonly account: string
    readonly login: string
  }
  readonly sessionLost: string
  readonly unknownPage: { readonly title: string; readonly text: string; readonly home: string }
  readonly states: Readonly<Record<State, string>>
  readonly search: SearchWords
  readonly venue: VenueWords
  readonly picker: PickerWords
  readonly booking: BookingWords
  readonly ticket: TicketWords
  readonly mine: MineWords
  readonly own: OwnDetailsWords
}
