import type { BookRead, BookStore, LaneAnswer, LaneRequest, Remembered } from '../lane/ports.ts'
import { rememberedIn } from '../lane/remembered.ts'

export type Books = Pick<BookStore, 'read' | 'readLinearizable' | 'remembered'>

/** The name of a client's command, and which body it came with. */
export type Recalled = Pick<LaneRequest, 'bookId' | 'bodyHash'> & { readonly actor: string; readonly requestId: string }

/** The answer that a request was given before it came again; null if it has none. */
export async function recallAnswer(books: Books, request: Recalled): Promise<LaneAnswer | null> {
  const read = await readProven(books, request.bookId)
  const found = read === null ? null : await findRemembered(books, read, request)
  if (found === null) return null
  const { version, claim, bodyHash } = found
  if (bodyHash !== request.bodyHash) return { ok: false, version, refusal: { code: 'request_id_reused' } }
  return { ok: true, version, claim, replayed: true }
}

/** First the copy, then `events`: what the relay moves in between is found in one of them. */
export async function findRemembered(
  books: Books,
  { pending }: BookRead,
  { bookId, actor, requestId }: Pick<Recalled, 'bookId' | 'actor' | 'requestId'>,
): Promise<Remembered | null> {
  const fresh = pending.flatMap(rememberedIn).find((one) => one.actor === actor && one.requestId === requestId)
  const [found] = fresh === undefined ? await books.remembered(bookId, [{ actor, requestId }]) : [fresh]
  return found ?? null
}

/**
 * A book at least as new as this call: a read by majority may be old at a primary that is none any more, so it must show
 * what a linearizable read has proven before.
 *
 * @throws Error when no such read succeeds; the caller tries again later
 */
export async function readProven(books: Books, bookId: string): Promise<BookRead | null> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const proof = await books.readLinearizable(bookId)
    const read = await books.read(bookId)
    if ((read?.book.version ?? -1) >= (proof?.version ?? -1)) return read
  }
  throw new Error(`reads of ${bookId} stay behind what is proven`)
}
