import type { mongo } from 'mongoose'
import { sealedFields } from '../../../server/core/infra/sealedFields.ts'

/** How many things are under a key, by what they are. */
export type UnderEachKey = ReadonlyMap<string, ReadonlyMap<string, number>>

/** What is kept as a keyed hash and cannot be made anew without whoever has the words: it ends with its key. */
const hashed = { partner_keys: ['secret'], accounts: ['factor.recovery'] } as const

/** Sealed fields, counted by the key they are under. */
export function sealedUnderEachKey(db: mongo.Db): Promise<UnderEachKey> {
  return underEachKey(db, sealedFields)
}

/** Keyed hashes that outlive a session, counted by the key they are under. */
export function hashedUnderEachKey(db: mongo.Db): Promise<UnderEachKey> {
  return underEachKey(db, hashed)
}

async function underEachKey(db: mongo.Db, fields: Readonly<Record<string, readonly string[]>>): Promise<UnderEachKey> {
  const found = new Map<string, Map<string, number>>()
  for (const [collection, paths] of Object.entries(fields)) {
    for (const path of paths) {
      for (const { _id: key, count } of await countByKey(db, collection, path)) {
        const ofKey = found.get(key) ?? new Map<string, number>()
        found.set(key, ofKey.set(`${collection}.${path}`, count))
      }
    }
  }
  return found
}

/** What is sealed or hashed begins with the id of its key and a full stop. */
function countByKey(db: mongo.Db, collection: string, path: string) {
  return db
    .collection(collection)
    .aggregate<{ _id: string; count: number }>([
      { $unwind: `$${path}` },
      { $match: { [path]: { $type: 'string', $ne: '' } } },
      { $group: { _id: { $first: { $split: [`$${path}`, '.'] } }, count: { $sum: 1 } } },
    ])
    .toArray()
}
