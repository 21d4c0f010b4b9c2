import type { Book, Instant } from '../../../shared/domain/book/types.ts'
import type { BookRead, EventRecord, Remembered } from './ports.ts'
import { rememberedIn, rememberedKey } from './remembered.ts'

/** The book as this node last saw it. Kept between batches, so that a command alone costs one write. */
export interface Copy {
  readonly book: Book
  readonly committedAt: Instant
  /** At least its size as stored: what the relay took away since the read is still counted. */
  readonly bytes: number
  /** Answers in its events, by `rememberedKey`. The relay may have moved them on since; only a new read forgets them. */
  readonly answers: Map<string, Remembered>
  /** The read it grew from. What is known of `events` counts for copies of the same read only. */
  readonly read: BookRead
}

export function copyOf(read: BookRead): Copy {
  const answers = new Map<string, Remembered>()
  remember(answers, read.pending)
  return { book: read.book, committedAt: read.committedAt, bytes: read.bytes, answers, read }
}

/** The copy after a commit of this node. `provenAt`: an instant the primary's clock had reached. */
export function advance(copy: Copy, after: Book, events: readonly EventRecord[], provenAt: Instant | null): Copy {
  remember(copy.answers, events)
  return {
    ...copy,
    book: after,
    committedAt: Math.max(copy.committedAt, provenAt ?? 0),
    bytes: copy.bytes + events.length * bytesPerEvent,
  }
}

// An event and the claim it carries, roughly. Only decides when to look again: the next read tells the truth.
const bytesPerEvent = 750

function remember(answers: Map<string, Remembered>, events: readonly EventRecord[]): void {
  for (const one of events.flatMap(rememberedIn)) answers.set(rememberedKey(one), one)
}
