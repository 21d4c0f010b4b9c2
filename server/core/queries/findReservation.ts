import type { Deps } from '../deps.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { whereIs } from './whereIs.ts'

/** A reservation from the projection; from its book while the projection has not heard of it yet. */
export async function findReservation(
  deps: Pick<Deps, 'collections' | 'store' | 'bundles'>,
  reservationId: string,
): Promise<ReservationDocument | null> {
  const row = await deps.collections.reservations.findOne({ _id: reservationId }, { maxTimeMS: 3000 })
  if (row !== null) return row
  const { bookId, venueId, date, claimId } = await whereIs(deps, reservationId)
  const read = await deps.store.read(bookId)
  const claim = read?.book.claims[claimId]
  if (read === null || claim === undefined || claim.reservationId !== reservationId) return null
  const { start, end, party, state, expiresAt, holder, generation } = claim
  return {
    _id: reservationId,
    owner: holder,
    venueId,
    date,
    claimId,
    start,
    end,
    party,
    state,
    expiresAt,
    generation,
    bookVersion: read.book.version,
    n: -1,
  }
}
