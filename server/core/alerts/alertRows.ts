import { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { digestAt } from '../../../shared/domain/notices/digest.ts'
import { idOf } from '../infra/ids.ts'
import type { Collections } from '../models/collections.ts'
import type { AlertDocument } from './documents.ts'
import { alertKeptMs, type DigestFact } from './planAlerts.ts'

/** In one digest; what is beyond goes in the next one. */
export const mostFacts = 500
/** Digests that are looked at for one with room. */
const mostWindows = 50
const duplicateKey = 11_000

/** Where alerts are written down, each fact once, whoever hears of it and however often. */
export interface AlertRows {
  /** Those that are there stay as they are. */
  add(rows: readonly AlertDocument[]): Promise<void>
  /**
   * Puts each fact into the digest of its window, as long as nobody sends that; else into the next one. One write decides:
   * whoever sends a digest reads it in the write that claims it, and a fact is in one digest only, because no two rows may
   * have the same.
   *
   * @returns how many found no room
   */
  join(facts: readonly DigestFact[], now: Instant): Promise<number>
}

type Alerts = Pick<Collections, 'alerts'>
type Write = mongo.AnyBulkWriteOperation<AlertDocument>

interface Window extends DigestFact {
  /** When its digest goes. */
  readonly at: Instant
}

export function createAlertRows({ alerts }: Alerts): AlertRows {
  async function unknown<T extends Pick<DigestFact, 'fact'>>(facts: readonly T[]): Promise<readonly T[]> {
    const ids = facts.map(({ fact }) => fact.id)
    const found = await alerts
      .find({ 'facts.id': { $in: ids } }, { projection: { 'facts.id': 1 }, maxTimeMS: 5000 })
      .toArray()
    const known = new Set(found.flatMap((row) => row.facts.map(({ id }) => id)))
    return facts.filter(({ fact }) => !known.has(fact.id))
  }

  async function write(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return
    await alerts.bulkWrite([...writes], { ordered: false }).catch(unlessKnown)
  }

  return {
    add: (rows) =>
      write(
        rows.map(({ _id, ...row }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
        })),
      ),

    async join(facts, now) {
      const next = (open: readonly DigestFact[], after: (one: DigestFact) => Instant): readonly Window[] =>
        open.map((one) => ({ ...one, at: digestAt(one.pace, one.zone, after(one)) }))
      let open = next(await unknown(facts), () => now)
      for (let windows = 0; open.length > 0 && windows < mostWindows; windows++) {
        // First that it is there: of two who make one at once, the loser would take it for one that is being sent.
        await write(open.map(making))
        await write(open.map(joining))
        const left = await unknown(open)
        open = left.map((one) => ({ ...one, at: digestAt(one.pace, one.zone, one.at) }))
      }
      return open.length
    },
  }
}

function digestIdOf({ member: { accountId, venueId }, pace, at }: Window): string {
  return idOf(`digest ${accountId} ${venueId} ${pace} ${at}`)
}

function making(window: Window): Write {
  const { member, pace, at } = window
  const { accountId, venueId } = member
  const row: Omit<AlertDocument, '_id'> = {
    accountId,
    venueId,
    channel: 'email',
    pace,
    facts: [],
    state: 'pending',
    dueAt: new Date(at),
    attempts: 0,
    expireAt: new Date(at + alertKeptMs),
  }
  return { updateOne: { filter: { _id: digestIdOf(window) }, update: { $setOnInsert: row }, upsert: true } }
}

/** Nobody has tried to send it: what was tried may have arrived as it was. */
function joining(window: Window): Write {
  const { fact } = window
  const filter = {
    _id: digestIdOf(window),
    state: 'pending',
    attempts: 0,
    'facts.id': { $ne: fact.id },
    [`facts.${mostFacts - 1}`]: { $exists: false },
  } as const
  return { updateOne: { filter, update: { $push: { facts: fact } } } }
}

/** Another row has the fact. */
function unlessKnown(error: unknown): void {
  const isKnown =
    error instanceof mongo.MongoBulkWriteError &&
    [error.writeErrors].flat().every(({ code }) => code === duplicateKey) &&
    error.code === duplicateKey
  if (!isKnown) throw error
}
