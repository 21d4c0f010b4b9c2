import type { Copy } from './copy.ts'
import { type Entry, rememberedKey } from './entry.ts'
import type { BookId, BookStore, LaneAnswer, Remembered } from './ports.ts'

/**
 * Settles the commands that were answered before, and returns the others.
 *
 * First the copy, then `events`, asked after the copy was read: what the relay took out of the book before that read lies
 * in `events` by then, and what it took out later is still in the copy. So nothing slips between.
 */
export async function lookUp(
  store: BookStore,
  bookId: BookId,
  copy: Copy,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const rest = entries.filter((entry) => !replay(entry, copy.answers))
  const asked = rest.filter(({ key, lookedUpFor }) => key !== null && lookedUpFor !== copy.read)
  if (asked.length === 0) return rest
  const found = await store.remembered(bookId, keysOf(asked))
  const answers = new Map(found.map((one) => [rememberedKey(one.actor, one.requestId), one]))
  for (const entry of asked) entry.lookedUpFor = copy.read
  return rest.filter((entry) => !replay(entry, answers))
}

function replay(entry: Entry, answers: ReadonlyMap<string, Remembered>): boolean {
  const found = entry.key === null ? undefined : answers.get(entry.key)
  if (found === undefined) return false
  entry.resolve(replayOf(found, entry.request.bodyHash))
  return true
}

function replayOf({ version, claim, bodyHash }: Remembered, asked: string): LaneAnswer {
  if (bodyHash !== asked) return { ok: false, version, refusal: { code: 'request_id_reused' } }
  return { ok: true, version, claim, replayed: true }
}

function keysOf(entries: readonly Entry[]) {
  return entries.flatMap(({ request: { by, requestId } }) => (requestId === null ? [] : [{ actor: by.key, requestId }]))
}
