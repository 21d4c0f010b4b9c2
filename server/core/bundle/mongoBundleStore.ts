import { mongo } from 'mongoose'
import { literal, primaryNow } from '../infra/expressions.ts'
import { within } from '../infra/within.ts'
import type { BundleDocument } from './documents.ts'
import type { Bundle, BundleRefusal, BundleStore } from './ports.ts'

const majority = { writeConcern: { w: 'majority', journal: true } } as const
/** How long a call may take before it counts as failed, its outcome unknown. */
const callMs = 3_000
const linearizable = { readPreference: 'primary', readConcern: { level: 'linearizable' }, maxTimeMS: callMs } as const
const fromPrimary = { readPreference: 'primary', readConcern: { level: 'majority' }, maxTimeMS: callMs } as const

/** After its visit, a bundle is kept this long: until then it says where the reservation went. */
const keptMs = 30 * 24 * 60 * 60_000

export function mongoBundleStore(bundles: mongo.Collection<BundleDocument>): BundleStore {
  async function mustRead(id: string): Promise<Bundle> {
    const found = await within(callMs, bundles.findOne({ _id: id }, linearizable))
    if (found === null) throw new Error(`bundle ${id} is gone while a claim still waits for it`)
    return bundleOf(found)
  }

  /** One compare-and-set from `open`, and how it is after that, whoever decided it. */
  async function decide(id: string, guard: mongo.Filter<BundleDocument>, change: Partial<Bundle>): Promise<Bundle> {
    const update: mongo.UpdateFilter<BundleDocument> = { $set: change, $currentDate: { decidedAt: true } }
    const filter = { _id: id, state: 'open', ...guard } as const
    const decided = await within(
      callMs,
      bundles.findOneAndUpdate(filter, update, { ...majority, returnDocument: 'after' }),
    )
    return decided === null ? mustRead(id) : bundleOf(decided)
  }

  const inTime = { $expr: { $lt: [primaryNow, '$deadline'] } }
  const late = { $expr: { $gte: [primaryNow, '$deadline'] } }

  return {
    async open({ id, ...rest }, openMs) {
      const made = { ...rest, state: 'open', refusal: null, arrived: null, unfinished: true }
      const deadline = { $add: [primaryNow, openMs] }
      // What is there already wins over each field, so that a second making changes nothing.
      const update = [{ $replaceWith: { $mergeObjects: [literal(made), { deadline }, '$$ROOT'] } }]
      const options = { ...majority, upsert: true, returnDocument: 'after' } as const
      const found = await within(callMs, bundles.findOneAndUpdate({ _id: id }, update, options).catch(ifMadeMeanwhile))
      return found === null ? mustRead(id) : bundleOf(found)
    },
    async read(id) {
      const found = await within(callMs, bundles.findOne({ _id: id }, linearizable))
      return found && bundleOf(found)
    },
    async newestOf(reservationId) {
      const committed = { reservationId, state: 'committed' } as const
      const found = await within(callMs, bundles.findOne(committed, { ...fromPrimary, sort: { decidedAt: -1 } }))
      return found?.to ?? null
    },
    commit: (id, arrived) => decide(id, inTime, { state: 'committed', arrived }),
    abort: (id, refusal: BundleRefusal | null) => decide(id, {}, { state: 'aborted', refusal }),
    abortIfLate: (id) => decide(id, late, { state: 'aborted' }),
    async finish(id, driftMs) {
      const expireAt = { $toDate: { $add: [{ $max: [primaryNow, '$deadline', '$arrived.claim.end'] }, keptMs] } }
      const done = { $or: [{ $eq: ['$state', 'committed'] }, isPast(driftMs)] }
      const update = [{ $set: { expireAt } }, { $unset: 'unfinished' }]
      await within(callMs, bundles.updateOne({ _id: id, $expr: done }, update, majority))
    },
    async unfinished(driftMs, limit) {
      const filter = { unfinished: true, $expr: isPast(driftMs) } as const
      return (await within(callMs, bundles.find(filter, { ...fromPrimary, limit }).toArray())).map(bundleOf)
    },
  }
}

/** Its deadline is longer past than primaries' clocks differ. */
function isPast(driftMs: number): object {
  return { $gt: [primaryNow, { $add: ['$deadline', driftMs] }] }
}

/** Two that make the same one at once: the other's is the bundle. */
function ifMadeMeanwhile(error: unknown): null {
  if (error instanceof mongo.MongoServerError && error.code === 11000) return null
  throw error
}

function bundleOf({ _id: id, ...rest }: BundleDocument): Bundle {
  const { state, deadline, bodyHash, reservationId, from, to, refusal, arrived } = rest
  return { id, state, deadline, bodyHash, reservationId, from, to, refusal, arrived }
}
