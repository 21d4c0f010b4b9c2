import type { Collections } from './collections.ts'

/** Raised when the same book, settings and instant would give other bytes than before. */
const rulesRevision = 1

/** The epoch of all feeds: lineage of the data and revision of the rules. */
export async function readEpoch(meta: Collections['meta'], newId: () => string): Promise<string> {
  const found = await meta.findOneAndUpdate(
    { _id: 'lineage' },
    { $setOnInsert: { epoch: newId() } },
    { upsert: true, returnDocument: 'after' },
  )
  if (found === null) throw new Error('no lineage')
  return `${found.epoch}.${rulesRevision}`
}
