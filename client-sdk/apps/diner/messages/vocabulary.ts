import type { ClientErrorCode, FeedEntry } from '../../../src/index.ts'

type State = FeedEntry<'reservation'>['state']

/** Every word on the screen. A language that lacks one does not compile. */
export interface Messages {
  title: string
  language: string
  theme: string
  themes: Record<'auto' | 'light' | 'dark', string>
  where: string
  when: string
  who: string
  guests: (n: number) => string
  dayBefore: string
  dayAfter: string
  noVenues: string
  loading: string
  /** By the id a restaurant gives its service; another id is shown as it is. */
  services: Readonly<Record<string, string>>
  /** By the letter of the availability feed; `mine`: held or booked by the reader. */
  states: Record<'o' | 'f' | 'x' | 'c' | 'mine', string>
  noSlots: string
  noSlotsHint: string
  elsewhere: (zone: string) => string
  freshness: { live: string; 'catching-up': string; stale: (at: string | null) => string }
  notFresh: string
  hold: string
  holdFor: (time: string, party: string) => string
  holdHint: string
  justGone: string
  nearest: string
  held: string
  timeLeft: string
  minutesLeft: (n: number) => string
  name: string
  phone: string
  phoneHint: string
  phoneWrong: string
  nameWrong: string
  wishes: string
  allergies: string
  optional: string
  policy: string
  confirm: string
  release: string
  ranOut: string
  ranOutHint: string
  chooseAgain: string
  confirmed: string
  confirmedHint: string
  cancel: string
  cancelSure: string
  cancelYes: string
  cancelNo: string
  cancelled: string
  mine: string
  mineNone: string
  toConfirm: string
  reservationStates: Record<State, string>
  retry: string
  close: string
  sessionLost: string
  errors: Record<ClientErrorCode, string>
  /** Why a slot cannot be had; a reason that is not here falls back to `errors.slot_unavailable`. */
  reasons: Readonly<Record<string, string>>
  reasonNone: string
}
