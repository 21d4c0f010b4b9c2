import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Instant } from '../../shared/domain/book/types.ts'
import type { ReservationDocument, VenueDocument } from './models/documents.ts'

/**
 * One reservation as an iCalendar file (RFC 5545). The same UID for as long as it lives and a sequence that rises with
 * every change, so that a calendar updates and cancels the entry it has. Instants in UTC: no zone to get wrong.
 */
export function calendarOf(
  { _id, start, end, party, state, generation, bookVersion }: ReservationDocument,
  venue: Pick<VenueDocument, 'name' | 'city'>,
  now: Instant,
): string {
  const isOff = state === 'cancelled'
  const calendar = ical({
    prodId: { company: 'Couvert', product: 'Couvert' },
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: `${_id}@couvert`,
    sequence: generation * 1_000_000 + bookVersion,
    stamp: new Date(now),
    start: new Date(start),
    end: new Date(end),
    summary: `${venue.name} (${party})`,
    location: `${venue.name}, ${venue.city}`,
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
