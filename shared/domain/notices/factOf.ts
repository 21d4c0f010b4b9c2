import type { BookEvent } from '../book/types.ts'
import type { KindName } from './kinds.ts'

/** What of this event whoever has the reservation is told; `op` is the command that made it. Null: nothing. */
export function factOf(event: BookEvent, op: string): KindName | null {
  if (event.type === 'settings.adopted' || event.claim.reservationId === null) return null
  const { state } = event.claim
  if (event.type === 'claim.ended') {
    // It goes on in the book of another date, which tells it.
    if (event.why === 'bundle') return null
    if (event.end === 'cancelled') return 'reservation.cancelled'
    return event.end === 'expired' && state === 'awaiting_payment' ? 'payment.expired' : null
  }
  if (state !== 'confirmed') return null
  if (event.type === 'claim.made') return op === 'book' ? 'reservation.confirmed' : null
  if (event.why === 'confirm') return 'reservation.confirmed'
  return event.why === 'modify' || event.why === 'bundle' ? 'reservation.changed' : null
}
