import type { Deps } from '../deps.ts'
import { presentMessage } from '../presenters/presentMessage.ts'
import { type Reader, type Said, saidOf } from './write.ts'

/** Messages of a mail, and signs of all of them together: mail programs hide the rest of what is longer. */
const mostMessages = 100
const mostSigns = 20_000

/**
 * As much of a conversation, from its newest message back, as a mail has room for; as its reader sees it.
 *
 * @returns the oldest first; `more`: older ones are left out
 */
export async function newestSaid(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  conversationId: string,
  reader: Reader,
): Promise<{ readonly said: readonly Said[]; readonly more: boolean }> {
  const rows = await deps.collections.messages
    .find({ stream: conversationId }, { projection: { grams: 0 }, maxTimeMS: 5000 })
    .sort({ seq: -1 })
    .limit(mostMessages + 1)
    .toArray()
  const all = rows.map((row) => saidOf({ message: presentMessage(deps, row, reader.side), isNote: false }, reader))
  const said = fitting(all.slice(0, mostMessages))
  return { said: said.toReversed(), more: said.length < all.length }
}

function fitting(newestFirst: readonly Said[]): readonly Said[] {
  let signs = 0
  const tooFar = newestFirst.findIndex(({ lines }) => {
    signs += lines.join('').length
    return signs > mostSigns
  })
  return tooFar === -1 ? newestFirst : newestFirst.slice(0, tooFar)
}
