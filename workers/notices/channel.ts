import type { ReservationDocument } from '../../server/core/models/documents.ts'
import type { Claimed } from '../../server/core/notices/deliveries.ts'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import type { Told } from '../../shared/domain/notices/decideNotice.ts'
import type { NoticeChannel } from '../../shared/domain/notices/kinds.ts'

/** One way to reach people: a provider behind its limits, or our own app. */
export interface Channel {
  /** Milliseconds until it takes one, as things are; 0: now. */
  waitMs(): number
  /** Whether it takes one now; where it does not, when to ask again. */
  ask(): { readonly go: true } | { readonly go: false; readonly retryAfterMs: number }
  /** How whoever has the reservation is told by it; null: not at all. */
  reach(reservation: ReservationDocument): Promise<Write | null>
}

/** Writes what is told; nothing has been handed over yet. */
export type Write = (delivery: Claimed, told: Told | null) => Promise<Send>

/** Hands it over. Never throws. */
export type Send = () => Promise<SendOutcome>

/** Null: not set up, and what would go by it waits. */
export type Channels = { readonly [C in NoticeChannel]: Channel | null }
