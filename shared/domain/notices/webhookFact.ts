import type { BookEvent, ClaimState } from '../book/types.ts'
import { factOf } from './factOf.ts'

/** What a restaurant's own systems and its partners' can be told. */
export const webhookKinds = [
  'reservation.confirmed',
  'reservation.changed',
  'reservation.cancelled',
  'reservation.arrived',
  'reservation.seated',
  'reservation.completed',
  'reservation.noShow',
] as const

export type WebhookKind = (typeof webhookKinds)[number]

/** What staff mark on the way through a visit. */
const steps: Partial<Record<ClaimState, WebhookKind>> = {
  arrived: 'reservation.arrived',
  seated: 'reservation.seated',
  no_show: 'reservation.noShow',
  // What was marked by mistake was taken back.
  confirmed: 'reservation.changed',
}

/** What of this event goes to webhooks; `op` is the command that made it. Null: nothing. */
export function webhookFactOf(event: BookEvent, op: string): WebhookKind | null {
  if (event.type === 'settings.adopted' || event.claim.reservationId === null) return null
  if (event.type === 'claim.ended') {
    // It goes on in the book of another date, which tells it.
    if (event.why === 'bundle') return null
    return event.end === 'completed' ? 'reservation.completed' : toldAlike(event, op)
  }
  if (event.type === 'claim.made') return op === 'walkIn' ? 'reservation.seated' : toldAlike(event, op)
  return event.why === 'advance' ? (steps[event.claim.state] ?? null) : toldAlike(event, op)
}

/** As whoever has the reservation is told; what is only of a payment concerns nobody else. */
function toldAlike(event: BookEvent, op: string): WebhookKind | null {
  const fact = factOf(event, op)
  return webhookKinds.find((kind) => kind === fact) ?? null
}
