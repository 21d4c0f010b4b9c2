import { setTimeout as sleep } from 'node:timers/promises'
import type { mongo } from 'mongoose'
import { newId } from '../../server/core/infra/ids.ts'
import type { Contender } from './rounds.ts'

const acknowledged = { writeConcern: { w: 'majority', journal: true } } as const

interface Versioned {
  readonly _id: string
  readonly version: number
  readonly claims: Readonly<Record<string, unknown>>
}

const claim = {
  unitIds: ['T1'],
  start: 0,
  end: 5_400_000,
  party: 2,
  state: 'confirmed',
  holder: 'guest:x',
  channel: 'online',
}

/** Claims a document may grow to; then the next one is begun, as a next date would be. */
const claimsPerDocument = 300

/**
 * Read, then write if the version still stands, else wait a little at random and do it again: what most would write by
 * hand. `book` says which document an operation goes to.
 */
export function compareAndSet(db: mongo.Db, name: string, book: () => string): Contender {
  const books = db.collection<Versioned>(`bench_${name.replaceAll(' ', '_')}`)
  return {
    name,
    async once() {
      const _id = book()
      for (;;) {
        const found = await books.findOne({ _id }, { readConcern: { level: 'majority' } })
        if (found === null) {
          await books
            .updateOne({ _id }, { $setOnInsert: { version: 0, claims: {} } }, { upsert: true, ...acknowledged })
            .catch(unlessDuplicate)
          continue
        }
        const full = Object.keys(found.claims).length >= claimsPerDocument
        const claims = full ? { claims: { [newId()]: claim } } : { [`claims.${newId()}`]: claim }
        const change = { $inc: { version: 1 }, $set: claims }
        const { matchedCount } = await books.updateOne({ _id, version: found.version }, change, acknowledged)
        if (matchedCount === 1) return 1
        await sleep(Math.random() * 20)
      }
    },
  }
}

/** Two clients made the same document; one of them did. */
function unlessDuplicate(error: unknown): void {
  if ((error as { code?: unknown }).code !== 11_000) throw error
}

/** One document per table and slot, a unique index instead of a decision. */
export function uniqueInsert(db: mongo.Db): Contender {
  const places = db.collection('bench_unique_insert')
  let next = 0
  return {
    name: 'unique insert per table and slot',
    prepare: async () => void (await places.createIndex({ table: 1, slot: 1 }, { unique: true })),
    async once() {
      next += 1
      await places.insertOne({ table: next % 60, slot: Math.floor(next / 60), ...claim }, acknowledged)
      return 1
    },
  }
}

/** The condition in the filter, the change in the same statement; refused where the place is taken. */
export function findOneAndUpdate(db: mongo.Db): Contender {
  const books = db.collection<{ _id: string; taken: Record<string, unknown> }>('bench_find_one_and_update')
  let next = 0
  return {
    name: 'findOneAndUpdate',
    async once() {
      const _id = `book ${Math.floor(next / claimsPerDocument)}`
      const place = `taken.p${next % claimsPerDocument}`
      if (next++ % claimsPerDocument === 0) await books.insertOne({ _id, taken: {} }, acknowledged)
      for (;;) {
        const found = await books.findOneAndUpdate(
          { _id, [place]: { $exists: false } },
          { $set: { [place]: claim } },
          acknowledged,
        )
        if (found !== null) return 1
        await sleep(1) // The document is still being made by whoever came first.
      }
    },
  }
}

/** The least that can be asked of three members: one small update, acknowledged by majority and journalled. */
export function bareUpdate(db: mongo.Db): Contender {
  const documents = db.collection<{ _id: number; n: number }>('bench_bare_update')
  return {
    name: 'bare majority update',
    async once(worker) {
      await documents.updateOne({ _id: worker }, { $inc: { n: 1 } }, { upsert: true, ...acknowledged })
      return 1
    },
  }
}
