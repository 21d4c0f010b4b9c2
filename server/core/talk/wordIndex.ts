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
/** Parts that a message is said with: a hundred letters or two, a millisecond or two of a node. */
const mostAtOnce = 300

/** Cannot be found by its words yet. Without a date its index would not serve it. */
export const unindexed = { unindexed: true, at: { $gte: new Date(0) } } as const

/**
 * By what a part of a word is found in one stream, without saying what it is: equal words of two streams have nothing in
 * common, and in one stream a number stands for many words.
 */
export function tagOf({ crypt }: Pick<Deps, 'crypt'>, stream: string, gram: string): number {
  return Buffer.from(crypt.blindIndex(`said.${stream}`, gram), 'base64url').readInt32BE(0)
}

/**
 * By what something that is about to be said is found, in the same write as its words. What is long waits for the sweep:
 * whoever runs that answers nobody meanwhile.
 */
export function findable(
  deps: Pick<Deps, 'crypt'>,
  stream: string,
  text: string,
): Pick<MessageDocument, 'grams' | 'unindexed'> {
  const grams = gramsOf(foldWords(text), mostAtOnce)
  return grams.size < mostAtOnce ? { grams: tagsOf(deps, stream, grams) } : { unindexed: true }
}

function tagsOf(deps: Pick<Deps, 'crypt'>, stream: string, grams: ReadonlySet<string>): readonly number[] {
  return [...new Set([...grams].map((gram) => tagOf(deps, stream, gram)))]
}

/**
 * Makes findable what was changed, and what was said at length. Any number may do so at once: what is changed meanwhile
 * stays marked, and is looked at again.
 *
 * @returns how many messages it looked at
 */
export async function indexMessages(deps: Pick<Deps, 'collections' | 'crypt'>): Promise<number> {
  const { messages } = deps.collections
  const found = await messages
    .find(unindexed, { projection: { stream: 1, text: 1, rev: 1 }, maxTimeMS: 5000 })
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
  const grams = tagsOf(deps, stream, gramsOf(foldWords(wordsIn(deps, _id, text)), mostGrams))
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
