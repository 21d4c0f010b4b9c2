import { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { within } from '../lane/within.ts'
import { expireAtOf, type LedgerDocument } from './documents.ts'
import type { LedgerEntry } from './entry.ts'
import type { Candidate } from './limits.ts'
import { judgeEntry, type PageRead } from './judgeEntry.ts'
import { isFree, literal, primaryNow, withinLimits } from './mongoLimits.ts'
import { settling } from './mongoSettling.ts'
import type { Entering, EnterOutcome, LedgerStore } from './ports.ts'

type Write = mongo.AnyBulkWriteOperation<LedgerDocument>

const majority = { writeConcern: { w: 'majority', journal: true } } as const
/** How long a call may take before it counts as failed, its outcome unknown. */
const callMs = 3_000
const fromPrimary = { readPreference: 'primary', readConcern: { level: 'majority' }, maxTimeMS: callMs } as const
/** An entry outlives its end by this, so that a new primary with a slower clock still finds what counts on its own. */
const keptMs = 10_000

export function mongoLedgerStore(ledgers: mongo.Collection<LedgerDocument>): LedgerStore {
  /** For each entering that did not simply succeed: is it on its page, and if not, why not? */
  async function judge(entries: readonly Entering[]): Promise<readonly EnterOutcome[]> {
    const wanted = { _id: { $in: entries.map(({ guestKey }) => guestKey) } }
    const options = { ...fromPrimary, projection: { entries: 1, now: primaryNow } }
    const found = await within(callMs, ledgers.find<LedgerDocument & PageRead>(wanted, options).toArray())
    const pages = new Map(found.map((page) => [page._id, page]))
    return entries.map((entering) => judgeEntry(pages.get(entering.guestKey), entering))
  }

  return {
    async enter(entries) {
      const changed = await write(ledgers, entries.flatMap(enteringWrites))
      return changed === 2 * entries.length ? entries.map(() => ({ kind: 'entered' })) : judge(entries)
    },
    async remove(entries) {
      await within(callMs, ledgers.bulkWrite(entries.map(removal), { ...majority, ordered: false }))
    },
    async settle(findings) {
      await within(callMs, ledgers.bulkWrite(findings.map(settling), { ...majority, ordered: true }))
    },
    async pagesOf(claim) {
      const found = ledgers.find({ 'entries.claim': claim }, { ...fromPrimary, projection: { _id: 1 } })
      return (await within(callMs, found.toArray())).map(({ _id }) => _id)
    },
    async open({ gaveUpBefore, notBefore, limit }) {
      const filter = { 'entries.giveUpAt': { $lt: gaveUpBefore }, $expr: { $gte: [primaryNow, notBefore] } }
      const pages = await within(callMs, ledgers.find(filter, { ...fromPrimary, limit }).toArray())
      return pages.flatMap(({ _id: guestKey, entries }) =>
        entries.filter((entry) => gaveUp(entry, gaveUpBefore)).map((entry) => ({ guestKey, entry })),
      )
    },
  }
}

/** @returns how many of the writes found or made their page. That one was made by another meanwhile is as good. */
async function write(ledgers: mongo.Collection<LedgerDocument>, writes: readonly Write[]): Promise<number> {
  try {
    const { matchedCount, upsertedCount } = await within(
      callMs,
      ledgers.bulkWrite([...writes], { ...majority, ordered: false }),
    )
    return matchedCount + upsertedCount
  } catch (error) {
    if (!isRaceOfUpserts(error)) throw error
    return error.result.matchedCount + error.result.upsertedCount
  }
}

function isRaceOfUpserts(error: unknown): error is mongo.MongoBulkWriteError {
  if (!(error instanceof mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) return false
  return error.result.getWriteErrors().every(({ code }) => code === 11000)
}

/** An upsert may not look at `$$NOW`, so the page is made first: one round trip and one wait for the majority. */
function enteringWrites({ guestKey, entry, limited, replaces }: Entering): Write[] {
  const inTime = { $lt: [primaryNow, entry.giveUpAt] }
  const candidate: Candidate = { ...entry, replaces }
  const turn = entry.raises ? [isFree(candidate)] : []
  const allowed = { $and: [inTime, ...turn, ...(limited ? [withinLimits(candidate)] : [])] }
  const expireAt = expireAtOf(entry)
  return [
    { updateOne: { filter: { _id: guestKey }, update: { $setOnInsert: { entries: [], expireAt } }, upsert: true } },
    { updateOne: { filter: { _id: guestKey, $expr: allowed }, update: [{ $set: added(entry, expireAt) }] } },
  ]
}

/** Sent twice, it is there once; what weighs nothing any more goes with the same write. */
function added(entry: LedgerEntry, expireAt: Date): object {
  const isOther = { $ne: ['$$this.key', literal(entry.key)] }
  const weighs = { $gt: [{ $add: ['$$this.until', keptMs] }, primaryNow] }
  const others = { $filter: { input: '$entries', as: 'this', cond: { $and: [isOther, weighs] } } }
  return { entries: { $concatArrays: [others, literal([entry])] }, expireAt: { $max: ['$expireAt', expireAt] } }
}

function removal({ guestKey, key }: { guestKey: string; key: string }): Write {
  return { updateOne: { filter: { _id: guestKey }, update: { $pull: { entries: { key } } } } }
}

function gaveUp({ giveUpAt }: LedgerEntry, before: Instant): boolean {
  return giveUpAt !== null && giveUpAt < before
}
