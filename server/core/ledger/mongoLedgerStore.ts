import { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { literal, primaryNow } from '../infra/expressions.ts'
import { createLru } from '../infra/lru.ts'
import { within } from '../infra/within.ts'
import { ReadTime } from '../lane/readTime.ts'
import { expireAtOf, type LedgerDocument } from './documents.ts'
import type { LedgerEntry } from './entry.ts'
import { judgeEntry, type PageRead } from './judgeEntry.ts'
import type { Candidate } from './limits.ts'
import { isFree, withinLimits } from './mongoLimits.ts'
import { settling } from './mongoSettling.ts'
import type { Entering, EnterOutcome, LedgerStore } from './ports.ts'

type Counts = Pick<mongo.BulkWriteResult, 'upsertedIds' | 'matchedCount'>
type Write = mongo.AnyBulkWriteOperation<LedgerDocument>

const majority = { writeConcern: { w: 'majority', journal: true } } as const
/** How long a call may take before it counts as failed, its outcome unknown. */
const callMs = 3_000
const fromPrimary = { readPreference: 'primary', readConcern: { level: 'majority' }, maxTimeMS: callMs } as const
/** An entry outlives its end by this, so that a new primary with a slower clock still finds what counts on its own. */
const keptMs = 10_000
const knownAtMost = 20_000

export function mongoLedgerStore(ledgers: mongo.Collection<LedgerDocument>): LedgerStore {
  const readTime = new ReadTime()
  /** Pages that were there when last seen: a hint that saves a write, and never a condition. */
  const known = createLru<string, true>(knownAtMost)
  const isKnown = (guestKey: string) => known.get(guestKey) === true

  /** A read that knows at least what this store has read and written before: of a raised claim, every page it is on. */
  const call = <T>(work: (session: mongo.ClientSession) => Promise<T>): Promise<T> =>
    readTime.after(ledgers.db.client, callMs, work)

  function readPages(
    filter: mongo.Filter<LedgerDocument>,
    options: mongo.FindOptions = {},
  ): Promise<(PageRead & LedgerDocument)[]> {
    const projection = { entries: 1, now: primaryNow }
    return call((session) =>
      ledgers.find<PageRead & LedgerDocument>(filter, { ...fromPrimary, projection, ...options, session }).toArray(),
    )
  }

  /** What came of entries is read from their pages, where the counts of a write do not tell. */
  async function judge(entries: readonly Entering[]): Promise<readonly EnterOutcome[]> {
    const found = await readPages({ _id: { $in: entries.map(({ guestKey }) => guestKey) } })
    const pages = new Map(found.map((page) => [page._id, page]))
    for (const { guestKey } of entries) if (!pages.has(guestKey)) known.delete(guestKey)
    return entries.map((entering) => judgeEntry(pages.get(entering.guestKey), entering))
  }

  function write(writes: readonly Write[]): Promise<Counts> {
    return call((session) =>
      ledgers.bulkWrite([...writes], { ...majority, ordered: false, session }).catch(countsUnlessRace),
    )
  }

  return {
    async enter(entries) {
      const onKnown = entries.filter(({ guestKey }) => isKnown(guestKey))
      const first = entries.filter(({ guestKey }) => !isKnown(guestKey))
      const { upsertedIds, matchedCount } = await write([...first.map(making), ...onKnown.map(adding)])
      for (const { guestKey } of first) known.set(guestKey, true)
      const there = first.filter((_, i) => upsertedIds[i] === undefined)
      if (matchedCount === onKnown.length && there.length === 0) return entries.map(() => ({ kind: 'entered' }))
      if (there.length > 0) await write(there.map(adding))
      return judge(entries)
    },
    async remove(entries) {
      await within(callMs, ledgers.bulkWrite(entries.map(removal), { ...majority, ordered: false }))
    },
    async settle(findings) {
      await within(callMs, ledgers.bulkWrite(findings.map(settling), { ...majority, ordered: true }))
    },
    async pagesOf(claim) {
      return (await readPages({ 'entries.claim': claim }, { projection: { _id: 1 } })).map(({ _id }) => _id)
    },
    async open(driftMs, limit) {
      const late = { $lt: [{ $min: '$entries.giveUpAt' }, { $subtract: [primaryNow, driftMs] }] }
      // Above zero: only open entries have an end at all, and the index knows them.
      const pages = await readPages({ 'entries.giveUpAt': { $gt: 0 }, $expr: late }, { limit })
      return pages.flatMap(({ _id: guestKey, entries, now }) =>
        entries.filter((entry) => gaveUp(entry, now - driftMs)).map((entry) => ({ guestKey, entry })),
      )
    },
  }
}

/** Another made the same page meanwhile: then it is there. */
function countsUnlessRace(error: unknown): Counts {
  const isRace =
    error instanceof mongo.MongoBulkWriteError &&
    error.result.getWriteConcernError() === undefined &&
    error.result.getWriteErrors().every(({ code }) => code === 11000)
  if (!isRace) throw error
  return error.result
}

/**
 * A page with the entry on it, unless there is one. An upsert may not look at `$$NOW`, and need not: alone on its page
 * the entry breaks no limit, and too late it is void without harm.
 */
function making({ guestKey, entry }: Entering): Write {
  const page = { entries: [entry], expireAt: expireAtOf(entry) }
  return { updateOne: { filter: { _id: guestKey }, update: { $setOnInsert: page }, upsert: true } }
}

/** The entry on a page that is there, the limits in the filter. */
function adding({ guestKey, entry, limited, replaces }: Entering): Write {
  const candidate: Candidate = { ...entry, replaces }
  const isNew = { $not: { $in: [literal(entry.key), '$entries.key'] } }
  const isInTime = { $lt: [primaryNow, entry.giveUpAt] }
  const turn = entry.raises ? [isFree(candidate)] : []
  const room = limited ? [withinLimits(candidate)] : []
  const filter = { _id: guestKey, $expr: { $and: [isNew, isInTime, ...turn, ...room] } }
  return { updateOne: { filter, update: [{ $set: added(entry, expireAtOf(entry)) }] } }
}

/** What weighs nothing any more goes with the same write. */
function added(entry: LedgerEntry, expireAt: Date): object {
  const weighs = { $gt: [{ $add: ['$$this.until', keptMs] }, primaryNow] }
  const others = { $filter: { input: '$entries', as: 'this', cond: weighs } }
  return { entries: { $concatArrays: [others, literal([entry])] }, expireAt: { $max: ['$expireAt', expireAt] } }
}

function removal({ guestKey, key }: { guestKey: string; key: string }): Write {
  return { updateOne: { filter: { _id: guestKey }, update: { $pull: { entries: { key } } } } }
}

function gaveUp({ giveUpAt }: LedgerEntry, before: Instant): boolean {
  return giveUpAt !== null && giveUpAt < before
}
