import { bookIdOf } from './lane/bookId.ts'
import type { BookId } from './lane/ports.ts'

/**
 * `<venueId>_<yyyymmdd>_<claimId>`: names the book a reservation was made in and its claim there, so that acting on it
 * needs no look-up in a projection, which may lag. Where a change of date took it is the bundles' to say.
 */
export function reservationIdOf(venueId: string, date: string, claimId: string): string {
  return `${venueId}_${date.replaceAll('-', '')}_${claimId}`
}

export interface Place {
  readonly bookId: BookId
  readonly venueId: string
  readonly date: string
  readonly claimId: string
}

/** Where it was made. The id has been parsed by the contract's schema. */
export function homeOf(reservationId: string): Place {
  const [venueId = '', day = '', claimId = ''] = reservationId.split('_')
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`
  return { bookId: bookIdOf(venueId, date), venueId, date, claimId }
}
