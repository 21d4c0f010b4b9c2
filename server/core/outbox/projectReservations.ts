import type { AnyBulkWriteOperation } from 'mongodb'
import type { Claim } from '../../../shared/domain/book/types.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { EventRecord } from '../lane/ports.ts'
import type { Collections } from '../models/collections.ts'
import type { ReservationDocument } from '../models/documents.ts'

export interface Projected {
  readonly reservationIds: readonly string[]
  readonly owners: readonly string[]
}

/**
 * Brings `reservations` up to what these events say. Ordered by (generation, book version, n): an event writes only
 * over what is older, so that copies, repetitions and late comers change nothing.
 */
export async function projectReservations(
  { reservations }: Pick<Collections, 'reservations'>,
  records: readonly EventRecord[],
): Promise<Projected> {
  const writes = records.flatMap(writesOf)
  if (writes.length > 0) await reservations.bulkWrite(writes, { ordered: true })
  const ids = new Set<string>()
  for (const { event } of records) {
    const id = 'claim' in event ? event.claim.reservationId : 'reservationId' in event ? event.reservationId : null
    if (id !== null) ids.add(id)
  }
  const rows = await reservations.find({ _id: { $in: [...ids] } }, { projection: { owner: 1 }, maxTimeMS: 5000 }).toArray()
  return { reservationIds: [...ids], owners: [...new Set(rows.map((row) => row.owner))] }
}

type Write = AnyBulkWriteOperation<ReservationDocument>

function writesOf(record: EventRecord): Write[] {
  const { event } = record
  switch (event.type) {
    case 'claim.made':
    case 'claim.changed':
      // A bundle's claim counts once the bundle has committed; until then the old place is the truth.
      return event.claim.reservationId === null || event.claim.bundle?.role === 'arriving' ? [] : writeClaim(record, event.claim, event.claim.reservationId)
    case 'claim.ended':
      // By a bundle it ended here to live on in another book, or was never more than the bundle's own hold.
      if (event.reservationId === null || event.why === 'bundle' || event.why === 'bundleFinish') return []
      return writeEnd(record, event.claimId, event.reservationId, event.end)
    case 'settings.adopted':
      return []
  }
}

function writeClaim(record: EventRecord, claim: Claim, reservationId: string): Write[] {
  const { venueId, date } = parseBookId(record.book)
  const row = {
    owner: claim.holder,
    venueId,
    date,
    claimId: claim.id,
    start: claim.start,
    end: claim.end,
    party: claim.party,
    state: claim.state,
    expiresAt: claim.expiresAt,
    ...ordinal(record, claim.generation),
  }
  // The insert of a row that is there is nothing; the update then decides by order.
  return [
    { updateOne: { filter: { _id: reservationId }, update: { $setOnInsert: row }, upsert: true } },
    { updateOne: { filter: { _id: reservationId, $or: older(row) }, update: { $set: row } } },
  ]
}

/** Only where the row still is about this claim: a reservation that moved on to another date ended nothing there. */
function writeEnd(record: EventRecord, claimId: string, reservationId: string, state: ReservationDocument['state']): Write[] {
  const { venueId, date } = parseBookId(record.book)
  const { bookVersion, n } = ordinal(record, 0)
  const earlier = [{ bookVersion: { $lt: bookVersion } }, { bookVersion, n: { $lt: n } }]
  return [
    {
      updateOne: {
        filter: { _id: reservationId, claimId, venueId, date, $or: earlier },
        update: { $set: { state, expiresAt: null, bookVersion, n } },
      },
    },
  ]
}

function ordinal(record: EventRecord, generation: number) {
  return { generation, bookVersion: record.version, n: record.n }
}

function older({ generation, bookVersion, n }: Pick<ReservationDocument, 'generation' | 'bookVersion' | 'n'>) {
  return [
    { generation: { $lt: generation } },
    { generation, bookVersion: { $lt: bookVersion } },
    { generation, bookVersion, n: { $lt: n } },
  ]
}
