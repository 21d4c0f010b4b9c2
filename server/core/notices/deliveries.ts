import type { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { compareOrders, type Told, type WhyNot } from '../../../shared/domain/notices/decideNotice.ts'
import type { Collections } from '../models/collections.ts'
import type { DeliveryDocument } from './documents.ts'

/** Longer than any try may take. */
const claimMs = 30_000

export type Claimed = DeliveryDocument & { readonly token: string }

/** How a claimed delivery goes on, or ended. */
export type Settled =
  | { readonly state: 'sent'; readonly told: Told; readonly ref: string }
  | { readonly state: 'suppressed'; readonly why: WhyNot }
  | { readonly state: 'dead' | 'ambiguous'; readonly why: string }
  /** Later again. `tried`: it counts as a try. */
  | {
      readonly state: 'pending'
      readonly at: Instant
      readonly tried: boolean
      readonly why?: string
      readonly unsure?: true
    }

/** Every notice that is on its way, or was: claimed before a provider is called, settled by whoever claimed it. */
export interface Deliveries {
  /** Those that are there stay as they are. */
  add(rows: readonly DeliveryDocument[]): Promise<void>
  /** Null where it is not due, is somebody else's, or over. */
  claim(id: string): Promise<Claimed | null>
  /** @returns whether it was still theirs */
  settle(claimed: Claimed, settled: Settled): Promise<boolean>
  /** Due by `at`, the most overdue first; those whose sender was lost are among them. */
  due(at: Instant, limit: number): Promise<readonly DeliveryDocument[]>
  /** The newest that was told of a reservation by this channel. */
  told(of: Pick<DeliveryDocument, 'reservationId' | 'channel'>): Promise<Told | null>
}

interface Needs {
  readonly deliveries: Collections['deliveries']
  readonly now: () => Instant
  readonly newId: () => string
}

export function createDeliveries({ deliveries, now, newId }: Needs): Deliveries {
  return {
    async add(rows) {
      const writes = rows.map(
        ({ _id, ...rest }): mongo.AnyBulkWriteOperation<DeliveryDocument> => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
        }),
      )
      if (writes.length > 0) await deliveries.bulkWrite(writes, { ordered: false })
    },

    async claim(id) {
      const token = newId()
      const found = await deliveries.findOneAndUpdate(
        { _id: id, state: { $in: ['pending', 'sending'] }, dueAt: { $lte: new Date(now()) } },
        // Counted before it is tried: what takes its sender down with it must come to an end too.
        { $set: { state: 'sending', token, dueAt: new Date(now() + claimMs) }, $inc: { attempts: 1 } },
        { returnDocument: 'before', maxTimeMS: 5000 },
      )
      return found === null ? null : { ...found, token, attempts: found.attempts + 1 }
    },

    async settle({ _id, token }, settled) {
      const { matchedCount } = await deliveries.updateOne({ _id, state: 'sending', token }, settling(settled, now()))
      return matchedCount > 0
    },

    async due(at, limit) {
      return deliveries
        .find({ dueAt: { $lte: new Date(at) } }, { maxTimeMS: 5000 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray()
    },

    async told({ reservationId, channel }) {
      const found = await deliveries
        .find({ reservationId, channel, told: { $exists: true } }, { projection: { told: 1 }, maxTimeMS: 3000 })
        .toArray()
      const all = found.flatMap((row) => row.told ?? [])
      return all.toSorted((a, b) => compareOrders(a.order, b.order)).at(-1) ?? null
    },
  }
}

function settling(settled: Settled, at: Instant): mongo.UpdateFilter<DeliveryDocument> {
  if (settled.state === 'pending') {
    const { at: next, tried, why, unsure } = settled
    const notes = { ...(why !== undefined && { why }), ...(unsure && { unsure }) }
    return {
      $set: { state: 'pending', dueAt: new Date(next), ...notes },
      $unset: { token: 1 },
      ...(!tried && { $inc: { attempts: -1 } }),
    }
  }
  return { $set: { ...settled, endedAt: new Date(at) }, $unset: { token: 1, dueAt: 1 } }
}
