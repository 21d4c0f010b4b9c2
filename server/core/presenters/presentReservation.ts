import type { Reservation } from '../../../shared/contract/schemas.ts'
import type { Claim, Instant } from '../../../shared/domain/book/types.ts'
import type { ReservationDocument } from '../models/documents.ts'

/** A reservation as it leaves, from the projection. */
export function presentReservation(row: ReservationDocument, now: Instant): Reservation {
  const ranOut = row.state === 'held' && row.expiresAt !== null && row.expiresAt <= now
  return {
    reservationId: row._id,
    venueId: row.venueId,
    date: row.date,
    startsAt: iso(row.start),
    endsAt: iso(row.end),
    party: row.party,
    // A block has no reservation, so its state never gets here.
    state: ranOut ? 'expired' : (row.state as Reservation['state']),
    expiresAt: row.state === 'held' && row.expiresAt !== null ? iso(row.expiresAt) : null,
    version: row.bookVersion,
  }
}

/** A reservation as the command left it: its claim in the book of this date, at this version. */
export function presentClaim(claim: Claim, at: { venueId: string; date: string; version: number }): Reservation {
  if (claim.reservationId === null) throw new Error('a block is not a reservation')
  return {
    reservationId: claim.reservationId,
    venueId: at.venueId,
    date: at.date,
    startsAt: iso(claim.start),
    endsAt: iso(claim.end),
    party: claim.party,
    state: claim.state as Reservation['state'],
    expiresAt: claim.expiresAt === null ? null : iso(claim.expiresAt),
    version: at.version,
  }
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString()
}
