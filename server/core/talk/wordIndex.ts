import type { mongo } from 'mongoose'
import { foldWords } from '../../../shared/domain/search/fold.ts'
import { gramsOf } from '../../../shared/domain/search/grams.ts'
import type { Deps } from '../deps.ts'
import type { MessageDocument } from './documents.ts'
import { openSaid } from './sealing.ts'

/** Messages looked at in one round. */
const most = 200
/** Parts of one message; two thousand letters of a natural text have fewer. */
const mostGrams = 6_000

/**
 * By what a part of a word is found in one stream, without saying what it is: equal words of two streams have nothing in
 * common, and in one stream a number stands for many words.
 */
export function tagOf({ crypt }: Pick<Deps, 'crypt'>, stream: string, gram: string): number {
  return Buffer.from(crypt.blindIndex(`said.${stream}`, gram), 'base64url').readInt32BE(0)
}

/**
 * Makes what was said or changed findable. Any number may do so at once: what is changed meanwhile stays marked, and is
 * looked at again.
 *
 * @returns how many messages it looked at
 */
export async function indexMessages(deps: Pick<Deps, 'collections' | 'crypt'>): Promise<number> {
  const { messages } = deps.collections
  const found = await messages
    .find({ unindexed: true }, { projection: { stream: 1, text: 1, rev: 1 }, maxTimeMS: 5000 })
    .sort({ at: 1 })
    .limit(most)
    .toArray()
  if (found.length === 0) return 0
  await messages.bulkWrite(
    found.map((row) => indexing(deps, row)),
    { ordered: false },
  )
  return found.length
}

function indexing(
  deps: Pick<Deps, 'crypt'>,
  { _id, stream, text, rev }: Pick<MessageDocument, '_id' | 'stream' | 'text' | 'rev'>,
): mongo.AnyBulkWriteOperation<MessageDocument> {
  const words = foldWords(wordsIn(deps, _id, text))
  const grams = [...new Set([...gramsOf(words, mostGrams)].map((gram) => tagOf(deps, stream, gram)))]
  return { updateOne: { filter: { _id, rev }, update: { $set: { grams }, $unset: { unindexed: 1 } } } }
}

/** What is withdrawn has no words, nor has what does not open: its key is gone, and all others wait behind it. */
function wordsIn(deps: Pick<Deps, 'crypt'>, messageId: string, text: string | null): string {
  try {
    return text === null ? '' : openSaid(deps, 'text', messageId, text)
  } catch {
    return ''
  }
}
