import type { Instant } from '../../../shared/domain/book/types.ts'
import type { AlertKind } from '../../../shared/domain/notices/alerts.ts'
import type { Order, Told } from '../../../shared/domain/notices/decideNotice.ts'
import type { CallKind, KindName, NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import type { Switch } from '../../../shared/domain/notices/preferences.ts'
import type { QuietWeek } from '../../../shared/domain/notices/quietHours.ts'
import type { OnItsWay } from './claims.ts'

/**
 * One notice on its way to one person by one channel. Names nobody: who has the reservation, and how they are reached,
 * is looked up when it is sent.
 */
export interface DeliveryDocument extends OnItsWay {
  /** Fact and channel: of each there is one. */
  readonly _id: string
  readonly kind: KindName
  readonly channel: NoticeChannel
  readonly reservationId: string
  /** The state of the reservation it is about, and the visit it was planned for. */
  readonly order: Order
  readonly start: Instant
  /** Whose doing it was. */
  readonly by: 'guest' | 'restaurant'
  /** What was told, which may be newer than what it was about. */
  readonly told?: Told
  /** Half a year after the visit, as the guest's words. */
  readonly expireAt: Date
}

/** What somebody was told in the app. Names nobody. */
export type NoticeDocument = BookingNotice | CallNotice

interface InApp {
  /** Of its delivery. */
  readonly _id: string
  /** Actor key. */
  readonly owner: string
  readonly at: Date
  readonly readAt?: Date
  readonly expireAt: Date
}

/** Of a reservation; whoever has it now has what was told of it. */
export interface BookingNotice extends InApp {
  readonly kind: KindName | AlertKind
  readonly by: DeliveryDocument['by']
  readonly reservationId: string
  readonly venueId: string
  readonly date: string
  readonly start: Instant
  readonly party: number
}

/** To somebody who works at a desk: a guest waits. */
interface CallNotice extends InApp {
  readonly kind: CallKind
  readonly deskId: string
  readonly conversationId: string
}

/** What somebody wishes about notices. */
export interface PreferencesDocument {
  /** Actor key of a guest or an account, or `reservation:` and its id where only that says who it is. */
  readonly _id: string
  readonly off: readonly Switch[]
  /** Absent: they never said when. */
  readonly quiet?: QuietWeek
  readonly zone?: string | null
  /** Absent: as long as the account. */
  readonly expireAt?: Date
}
