import type { mongo } from 'mongoose'
import type { BookEvent, Claim } from '../../../shared/domain/book/types.ts'
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
    const id = 'claim' in event ? event.claim.reservationId : null
    if (id !== null) ids.add(id)
  }
  const rows = await reservations
    .find({ _id: { $in: [...ids] } }, { projection: { owner: 1 }, maxTimeMS: 5000 })
    .toArray()
  return { reservationIds: [...ids], owners: [...new Set(rows.map((row) => row.owner))] }
}

type Write = mongo.AnyBulkWriteOperation<ReservationDocument>

function writesOf({ book, version, n, event }: EventRecord): Write[] {
  if (event.type === 'settings.adopted' || event.claim.reservationId === null || isBundles(event)) return []
  const { claim } = event
  const { venueId, date } = parseBookId(book)
  const { reservationId: _id, holder: owner, start, end, party, generation } = event.claim
  const ended = event.type === 'claim.ended'
  const state = ended ? event.end : claim.state
  const expiresAt = ended ? null : claim.expiresAt
  const row = {
    owner,
    venueId,
    date,
    claimId: claim.id,
    start,
    end,
    party,
    state,
    expiresAt,
    generation,
    bookVersion: version,
    n,
  }
  // The insert of a row that is there is nothing; the update then decides by order.
  return [
    { updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } },
    { updateOne: { filter: { _id, $or: older(row) }, update: { $set: row } } },
  ]
}

/** A bundle's claim counts once the bundle has committed; what ends by a bundle lives on in another book, or never counted. */
function isBundles(event: Extract<BookEvent, { readonly claim: Claim }>): boolean {
  return event.claim.bundle?.role === 'arriving' || (event.type === 'claim.ended' && event.why === 'bundle')
}

function older({ generation, bookVersion, n }: Pick<ReservationDocument, 'generation' | 'bookVersion' | 'n'>) {
  return [
    { generation: { $lt: generation } },
    { generation, bookVersion: { $lt: bookVersion } },
    { generation, bookVersion, n: { $lt: n } },
  ]
}
