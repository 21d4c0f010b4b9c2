import { z } from 'zod'
import { mostCards } from '../../domain/concierge/card.ts'
import { operation } from '../operation.ts'
import { bookers } from '../policy.ts'
import {
  conversationId,
  date,
  guestDetails,
  instant,
  line,
  party,
  reservation,
  reservationId,
  tableId,
  venueId,
} from '../schemas.ts'
import { deskKeepers, saidText, seq } from '../talk.ts'

const settled = {
  input: z.strictObject({ conversationId, seq }),
  output: z.strictObject({}),
  errors: ['not_found', 'not_allowed_now'],
  limit: { points: 60, perSeconds: 60 },
  write: true,
} as const

/** Tables that a desk holds for a guest from inside their conversation, for the guest to take or not. */
export const offerOperations = {
  'offer.make': operation({
    summary:
      'Hold up to three tables for the guest, also of those kept for the concierge, and say so: of several the guest takes one. All are held or none is; `issues` names the one that cannot be.',
    input: z.strictObject({
      conversationId,
      text: saidText.optional(),
      offers: z
        .array(
          z.strictObject({
            venueId,
            date,
            startsAt: instant,
            party,
            area: line(40).optional(),
            tableIds: z.array(tableId).min(1).max(8).optional(),
          }),
        )
        .min(1)
        .max(mostCards),
      /** How long they are held. */
      forMinutes: z.number().int().min(5).max(120).default(20),
      evenIfTaken: z.boolean().optional(),
    }),
    /** The message, and what is held with it, in the order asked for. */
    output: z.strictObject({ messageId: z.string(), seq, at: instant, reservations: z.array(reservation) }),
    errors: ['not_found', 'not_allowed_now', 'slot_unavailable', 'hold_expired'],
    policy: deskKeepers,
    limit: { points: 60, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/conversations/:conversationId/offers' },
  }),
  'offer.accept': operation({
    summary:
      'Take one of what a message offers: it is confirmed like any hold, the others are given back. Of two who take different ones one has it; the other is told in `chosen` which.',
    input: z.strictObject({ conversationId, seq, reservationId, guest: guestDetails }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable', 'hold_expired', 'not_allowed_now', 'hold_limit', 'overlapping_booking'],
    policy: bookers,
    limit: { points: 30, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/conversations/:conversationId/offers/accept' },
  }),
  'offer.decline': operation({
    summary: 'Take none of what a message offers: all of it is given back.',
    ...settled,
    policy: bookers,
    http: { method: 'post', path: '/conversations/:conversationId/offers/decline' },
  }),
  'offer.withdraw': operation({
    summary: 'Take back what a message offers, as long as the guest has taken nothing of it.',
    ...settled,
    policy: deskKeepers,
    http: { method: 'post', path: '/conversations/:conversationId/offers/withdraw' },
  }),
}
