import type { Claim } from '../../../shared/domain/book/types.ts'
import type { EventRecord } from './ports.ts'

/** A book in `books`. Maps instead of arrays, so that a commit writes the changed claims only. */
export interface BookDocument {
  readonly _id: string
  readonly venueId: string
  readonly date: string
  readonly version: number
  readonly settingsVersion: number
  readonly claims: Readonly<Record<string, Claim>>
  /** Not yet copied to `events`, by `<version>-<n>`. */
  readonly events: Readonly<Record<string, EventRecord>>
  /** Each node's latest attempt; the relay drops those older than a day. */
  readonly nodes: Readonly<Record<string, { readonly attempt: string; readonly at: Date }>>
  /** Primary's clock at the newest commit. */
  readonly committedAt: Date
  /** When its next claim runs out; how the sweep finds holds that nobody tidied up. */
  readonly nextDue: Date | null
  /** Since when events wait to be copied; absent when none do. How the relay finds work. */
  readonly pendingSince?: Date
}

/** An event in `events`: history, audit, and the memory of answers. */
export interface EventDocument extends EventRecord {
  /** `book:version:n` */
  readonly _id: string
  /** Copied at. */
  readonly at: Date
  /** Published to whoever works on events, and in the chain. */
  readonly done?: boolean
  /** The block of the chain that has it; see `audit/chain.ts`. */
  readonly block?: number
}

/**
 * The memory of answers: one per book, actor and requestId; `answeredAfter` and `remembered` look in it.
 * Partial, because only the event that carries the answer is unique: a command may have several, an expiry has no id.
 */
export const answerIndex = {
  name: 'answer',
  key: { book: 1, requestId: 1, actor: 1 },
  unique: true,
  partialFilterExpression: { answer: { $type: 'string' } },
} as const
