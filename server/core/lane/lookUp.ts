import type { Copy } from './copy.ts'
import type { Entry } from './entry.ts'
import type { KnownRequests } from './knownRequests.ts'
import type { BookId, BookStore, LaneAnswer, Remembered } from './ports.ts'
import { rememberedKey } from './remembered.ts'

/** Settles the commands that were answered before, from the copy or from `events`, and returns the others. */
export async function lookUp(
  store: BookStore,
  bookId: BookId,
  { copy, known }: { readonly copy: Copy; readonly known: KnownRequests },
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const rest = entries.filter((entry) => !replay(entry, copy.answers))
  const asked = rest.filter(({ key }) => key !== null && known.mayHave(key))
  if (asked.length === 0) return rest
  const found = await store.remembered(bookId, keysOf(asked))
  const answers = new Map(found.map((one) => [rememberedKey(one), one]))
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
