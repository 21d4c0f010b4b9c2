import type { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { compareOrders, type Told, type WhyNot } from '../../../shared/domain/notices/decideNotice.ts'
import type { NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import type { Collections } from '../models/collections.ts'
import type { DeliveryDocument } from './documents.ts'

/** Longer than it may take to write a notice; and, again, than a provider may take with it. */
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
  /**
   * Just before a provider is called: from now on a lost sender leaves it unsure.
   *
   * @returns whether it is still theirs; where it is not, no provider may be called
   */
  handOver(claimed: Claimed): Promise<boolean>
  /** @returns whether it was still theirs */
  settle(claimed: Claimed, settled: Settled): Promise<boolean>
  /** Due by `at` on a channel, the most overdue first; those whose sender was lost are among them. */
  due(channel: NoticeChannel, at: Instant, limit: number): Promise<readonly DeliveryDocument[]>
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
        { _id: id, state: { $in: ['pending', 'claimed', 'sending'] }, dueAt: { $lte: new Date(now()) } },
        claiming(token, now() + claimMs),
        { returnDocument: 'after', maxTimeMS: 5000 },
      )
      return found === null ? null : { ...found, token }
    },

    async handOver({ _id, token }) {
      const { matchedCount } = await deliveries.updateOne(
        { _id, state: 'claimed', token, dueAt: { $gt: new Date(now()) } },
        { $set: { state: 'sending', dueAt: new Date(now() + claimMs) } },
      )
      return matchedCount > 0
    },

    async settle({ _id, token }, settled) {
      const filter = { _id, state: { $in: ['claimed', 'sending'] as const }, token }
      const { matchedCount } = await deliveries.updateOne(filter, settling(settled, now()))
      return matchedCount > 0
    },

    async due(channel, at, limit) {
      return deliveries
        .find({ channel, dueAt: { $lte: new Date(at) } }, { maxTimeMS: 5000 })
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

function claiming(token: string, until: Instant): mongo.Document[] {
  const lostMeanwhile = { $eq: ['$state', 'sending'] }
  return [
    {
      $set: {
        state: 'claimed',
        token: { $literal: token },
        dueAt: new Date(until),
        // Counted before it is tried: what takes its sender down with it must come to an end too.
        attempts: { $add: ['$attempts', 1] },
        // Kept, or whoever is lost next would hide it.
        unsure: { $cond: [lostMeanwhile, true, '$unsure'] },
      },
    },
  ]
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
