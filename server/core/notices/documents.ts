import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Order, Told, WhyNot } from '../../../shared/domain/notices/decideNotice.ts'
import type { KindName, NoticeChannel } from '../../../shared/domain/notices/kinds.ts'

/**
 * One notice on its way to one person by one channel. Names nobody: who has the reservation, and how they are reached,
 * is looked up when it is sent.
 */
export interface DeliveryDocument {
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
  /** Claimed: somebody judges and writes it. Sending: a provider may have it. */
  readonly state: 'pending' | 'claimed' | 'sending' | 'sent' | 'ambiguous' | 'suppressed' | 'dead'
  /** Pending: when to try. Claimed, sending: until when whoever claimed it may take. Else absent. */
  readonly dueAt?: Date
  /** Whoever is sending it. */
  readonly token?: string
  /** Claims that were not given back. */
  readonly attempts: number
  /** A try ended so that nobody knows whether it arrived, or its sender was lost with a provider on the line. */
  readonly unsure?: true
  /** What was told, which may be newer than what it was about. */
  readonly told?: Told
  /** Why it was suppressed, or how the last try failed; a code, without anybody's words. */
  readonly why?: WhyNot | string
  /** What the provider calls it. */
  readonly ref?: string
  readonly endedAt?: Date
  /** Half a year after the visit, as the guest's words. */
  readonly expireAt: Date
}
