import type { mongo } from 'mongoose'
import type { BookEvent, Claim } from '../../../shared/domain/book/types.ts'
import { literal } from '../infra/expressions.ts'
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
  const writes = newestRows(records).map(writing)
  if (writes.length > 0) await reservations.bulkWrite(writes, { ordered: false })
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

/** Of each reservation only what is said of it last: the rest would be written over at once. */
function newestRows(records: readonly EventRecord[]): readonly ReservationDocument[] {
  const newest = new Map<string, ReservationDocument>()
  for (const row of records.flatMap(rowOf)) {
    const known = newest.get(row._id)
    if (known === undefined || isOlder(known, row)) newest.set(row._id, row)
  }
  return [...newest.values()]
}

function rowOf({ book, version, n, event }: EventRecord): readonly ReservationDocument[] {
  if (event.type === 'settings.adopted' || event.claim.reservationId === null || isBundles(event)) return []
  const { claim } = event
  const { venueId, date } = parseBookId(book)
  const { reservationId: _id, holder: owner, start, end, party, generation } = event.claim
  const ended = event.type === 'claim.ended'
  const state = ended ? event.end : claim.state
  const expiresAt = ended ? null : claim.expiresAt
  const stay = { start, end, party, state, expiresAt }
  return [{ _id, owner, venueId, date, claimId: claim.id, ...stay, generation, bookVersion: version, n }]
}

/** One write that makes the row, or replaces an older one. */
function writing(row: ReservationDocument): Write {
  const update = [{ $replaceWith: { $cond: [isOlderThan(row), literal(row), '$$ROOT'] } }]
  return { updateOne: { filter: { _id: row._id }, update, upsert: true } }
}

/** A bundle's claim counts once the bundle has committed; what ends by a bundle lives on in another book, or never counted. */
function isBundles(event: Extract<BookEvent, { readonly claim: Claim }>): boolean {
  return event.claim.bundle?.role === 'arriving' || (event.type === 'claim.ended' && event.why === 'bundle')
}

type Order = Pick<ReservationDocument, 'generation' | 'bookVersion' | 'n'>

function isOlder(a: Order, b: Order): boolean {
  return (a.generation - b.generation || a.bookVersion - b.bookVersion || a.n - b.n) < 0
}

/** `isOlder` as an expression over the row that is there; one just being made is older than any. */
function isOlderThan({ generation, bookVersion, n }: Order): object {
  const there = [{ $ifNull: ['$generation', -1] }, { $ifNull: ['$bookVersion', -1] }, { $ifNull: ['$n', -1] }]
  return { $lt: [there, [generation, bookVersion, n]] }
}
