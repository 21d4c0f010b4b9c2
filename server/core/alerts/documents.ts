import type { Instant } from '../../../shared/domain/book/types.ts'
import type { AlertChoice, AlertKind, AlertPace } from '../../../shared/domain/notices/alerts.ts'
import type { Order, Told } from '../../../shared/domain/notices/decideNotice.ts'
import type { NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import type { OnItsWay } from '../notices/claims.ts'

/** How somebody chose to be told of a restaurant's bookings; who chose nothing has none. */
export interface AlertChoiceDocument extends AlertChoice {
  /** Account and restaurant. */
  readonly _id: string
  readonly accountId: string
  readonly venueId: string
}

/** One thing a guest did, for one member of the staff by one channel. */
export interface AlertFact {
  /** Of event, member and channel: no two rows have the same. */
  readonly id: string
  readonly kind: AlertKind
  readonly reservationId: string
  /** Of the book it happened in. */
  readonly date: string
  readonly order: Order
  readonly start: Instant
}

/** Something on its way to one member of the staff by one channel. Names no guest: what is told is looked up when it goes. */
export interface AlertDocument extends OnItsWay {
  /** Of the fact; of member, restaurant and window where it is a digest. */
  readonly _id: string
  readonly accountId: string
  readonly venueId: string
  readonly channel: NoticeChannel
  readonly pace: Exclude<AlertPace, 'never'>
  /** One, but for a digest: it takes more until somebody sends it. */
  readonly facts: readonly AlertFact[]
  /** What was told of its reservation; not of digests. */
  readonly told?: Told
  readonly expireAt: Date
}
