import type { Claim } from '../../../shared/domain/book/types.ts'
import type { Deps } from '../deps.ts'
import type { BookRead } from '../lane/ports.ts'
import type { ReservationDocument } from '../models/documents.ts'
import type { Place } from '../reservationId.ts'
import { movedSince, stateThere, whereIs } from './whereIs.ts'

/**
 * A reservation as its book says, so that who just changed it reads what they did; from the projection once that has
 * heard of it, and for what has left the book.
 */
export async function findReservation(
  deps: Pick<Deps, 'collections' | 'store' | 'bundles'>,
  reservationId: string,
): Promise<ReservationDocument | null> {
  return findAt(deps, reservationId, await whereIs(deps, reservationId))
}

async function findAt(
  deps: Pick<Deps, 'collections' | 'store' | 'bundles'>,
  reservationId: string,
  place: Place,
): Promise<ReservationDocument | null> {
  const read = await deps.store.read(place.bookId)
  // Asked also where it is there: the work it makes tells nobody whether it is.
  const [ending, moved] = await Promise.all([
    endingOf(deps, place, reservationId),
    movedSince(deps, reservationId, place),
  ])
  if (moved !== null) return findAt(deps, reservationId, moved)
  // Only now: what was not on its way to the projection any more is in it.
  const row = await deps.collections.reservations.findOne({ _id: reservationId }, { maxTimeMS: 3000 })
  const known = (read === null ? null : rowInBook(read, place, reservationId)) ?? ending
  return row !== null && (known === null || says(row, known)) ? row : known
}

/** Its end, where it has left the book and the projection has not heard of that: between the two, in `events`. */
async function endingOf(
  { collections }: Pick<Deps, 'collections'>,
  place: Place,
  reservationId: string,
): Promise<ReservationDocument | null> {
  const found = await collections.events.findOne(
    { book: place.bookId, 'event.claim.id': place.claimId, 'event.type': 'claim.ended', done: false },
    { maxTimeMS: 3000 },
  )
  if (found?.event.type !== 'claim.ended' || found.event.claim.reservationId !== reservationId) return null
  return rowOf(found.event.claim, found.event.end, place, found.version)
}

function rowInBook({ book, pending }: BookRead, place: Place, reservationId: string): ReservationDocument | null {
  const claim = book.claims[place.claimId]
  if (claim !== undefined) {
    return claim.reservationId === reservationId ? rowOf(claim, stateThere(claim), place, book.version) : null
  }
  const ending = pending.findLast(({ event }) => event.type === 'claim.ended' && event.claim.id === place.claimId)
  if (ending?.event.type !== 'claim.ended' || ending.event.claim.reservationId !== reservationId) return null
  return rowOf(ending.event.claim, ending.event.end, place, ending.version)
}

/** Its place among the events is the projection's to say; until it does, the row is known to be newer than its. */
function rowOf(
  claim: Claim,
  state: ReservationDocument['state'],
  place: Place,
  bookVersion: number,
): ReservationDocument {
  const { reservationId, holder, start, end, party, generation, id } = claim
  const { venueId, date } = place
  const expiresAt = state === claim.state ? claim.expiresAt : null
  return {
    _id: reservationId ?? '',
    owner: holder,
    venueId,
    date,
    claimId: id,
    start,
    end,
    party,
    state,
    expiresAt,
    generation,
    bookVersion,
    n: -1,
  }
}

function says(row: ReservationDocument, book: ReservationDocument): boolean {
  const same = ['date', 'claimId', 'start', 'end', 'party', 'state', 'expiresAt', 'owner'] as const
  return same.every((field) => row[field] === book[field])
}
