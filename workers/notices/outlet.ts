import type { ReservationDocument } from '../../server/core/models/documents.ts'
import type { NoticeFacts } from '../../server/core/notices/composeNotice.ts'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import type { NoticeChannel } from '../../shared/domain/notices/kinds.ts'
import type { Pass } from '../channels/providerGate.ts'

/** How notices go out by one channel: a provider behind its limits. */
export interface Outlet {
  readonly channel: NoticeChannel
  /** Until it takes one, as things are; 0: now. */
  waitMs(): number
  /** Whether it takes one now; where it does not, when to ask again. */
  ask(): Pass
  /** Whoever has a reservation, as they are reached now; null: they are not. */
  find(reservation: ReservationDocument): Promise<Recipient | null>
}

export interface Recipient {
  /** A notice for them, in their language. */
  compose(facts: NoticeFacts): Promise<ComposedNotice>
}

export interface ComposedNotice {
  /** One try. Never throws. */
  send(): Promise<SendOutcome>
}
