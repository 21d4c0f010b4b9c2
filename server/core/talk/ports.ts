import type { Instant } from '../../../shared/domain/book/types.ts'
import type { MessageDocument } from './documents.ts'

/** Something to be said, all but its number. */
export type Saying = Omit<MessageDocument, 'seq' | 'at' | 'rev'>

/** The newest message of a stream. */
export interface Top {
  readonly seq: number
  readonly at: Instant
}

/** What somebody is told once it is said. */
export interface Said extends Top {
  readonly messageId: string
}

export interface SentBefore extends Said {
  readonly sender: string
  readonly requestId: string
  readonly bodyHash: string
}

/** Where messages are kept. Whatever it reads a majority has: it is never undone. */
export interface MessageStore {
  /** Null: nothing has been said. */
  top(stream: string): Promise<Top | null>
  /**
   * Adds them in their order and stops at the first that cannot be. Resolves when a majority has all of them; whatever
   * it throws, any number of them, from the first on, may be there or yet come to be there.
   */
  append(messages: readonly MessageDocument[]): Promise<void>
  /** Those of these requests that are there. */
  sent(
    stream: string,
    requests: readonly { readonly sender: string; readonly requestId: string }[],
  ): Promise<readonly SentBefore[]>
}

export interface TalkLimits {
  /** Messages of one stream that wait for an answer. @default 64 */
  readonly waiting: number
  /** Without an answer for so long, a message is given up. @default 5_000 */
  readonly waitMs: number
  /** Streams kept at once; the one idle longest goes first. @default 2_000 */
  readonly lanes: number
}

export interface TalkLaneDeps {
  readonly store: MessageStore
  /** The primary's clock. */
  readonly now: () => Instant
  /** Elapsed milliseconds. */
  readonly monotonic: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Runs after what already waits in the event loop. */
  readonly yieldTurn: () => Promise<void>
  /** 0 <= x < 1. */
  readonly random: () => number
  /** A kill point of the tests. */
  readonly appended?: () => void | Promise<void>
  readonly limits?: Partial<TalkLimits>
}
