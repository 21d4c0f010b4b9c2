import type { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { compareOrders, type Told } from '../../../shared/domain/notices/decideNotice.ts'
import type { NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import type { Collections } from '../models/collections.ts'
import { type ClaimedOf, type Claims, createClaims } from './claims.ts'
import type { DeliveryDocument } from './documents.ts'

export type Claimed = ClaimedOf<DeliveryDocument>

/** Every notice that is on its way, or was: claimed before a provider is called, settled by whoever claimed it. */
export interface Deliveries extends Claims<DeliveryDocument> {
  /** Those that are there stay as they are. */
  add(rows: readonly DeliveryDocument[]): Promise<void>
  /** Due by `at` by one channel, the most overdue first; those whose sender was lost are among them. */
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

    ...createClaims(deliveries, { now, newId }),

    async due(channel, at, limit) {
      return deliveries
        .find({ channel, dueAt: { $lte: new Date(at), $type: 'date' } }, { maxTimeMS: 5000 })
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
