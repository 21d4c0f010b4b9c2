import { z } from 'zod'
import { operation } from '../operation.ts'
import { everyone } from '../policy.ts'
import {
  blockId,
  date,
  guestDetails,
  instant,
  line,
  party,
  reservation,
  reservationId,
  reservationState,
  secret,
  tableId,
  toldWords,
  venueId,
} from '../schemas.ts'
import { noticePreferences } from './notice.ts'

/** What a command that ends or advances leaves behind. */
const outcome = z.strictObject({ reservationId, state: reservationState, version: z.number().int() })

const owner = { guest: 'own', diner: 'own', partner: 'own' } as const
/** Whoever has the link may do with this one what its guest may. */
const holder = { ...owner, link: 'own' } as const
/** The link itself is shown each time: it works for this long after no session is opened by it any more. */
const byLink = { policy: everyone, limit: { points: 20, perSeconds: 60, byAddress: true }, write: false } as const
const staff = { host: 'venue', manager: 'venue', concierge: 'venue' } as const

export const reservationOperations = {
  'hold.create': operation({
    summary: 'Hold a table while the guest decides.',
    input: z.strictObject({ venueId, date, startsAt: instant, party, area: line(40).optional() }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable', 'hold_limit', 'overlapping_booking', 'cooling_down', 'sign_in_first'],
    policy: { ...owner, ...staff },
    limit: { points: 30, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/holds' },
  }),
  'hold.release': operation({
    summary: 'Give a hold back before it runs out.',
    input: z.strictObject({ reservationId }),
    output: outcome,
    errors: ['not_found', 'hold_expired', 'not_allowed_now'],
    policy: { ...holder, ...staff },
    limit: { points: 60, perSeconds: 60 },
    write: true,
    http: { method: 'delete', path: '/holds/:reservationId' },
  }),
  'reservation.confirm': operation({
    summary: 'Turn a hold into a reservation: name and phone are asked now.',
    input: z.strictObject({ reservationId, guest: guestDetails }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable', 'hold_expired', 'not_allowed_now', 'hold_limit', 'overlapping_booking'],
    policy: { ...owner, ...staff },
    limit: { points: 30, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/reservations/:reservationId/confirm' },
  }),
  'reservation.change': operation({
    summary: 'Another time, party or date. The old place is never lost before the new one is had.',
    input: z.strictObject({
      reservationId,
      date,
      startsAt: instant,
      party,
      /** A hold of the guest's own, on the new date, that becomes the new place. */
      holdId: reservationId.optional(),
    }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable', 'hold_expired', 'not_allowed_now', 'hold_limit', 'overlapping_booking'],
    policy: { ...holder, ...staff },
    limit: { points: 30, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/reservations/:reservationId/change' },
  }),
  'reservation.cancel': operation({
    summary: 'Cancel a reservation. Final.',
    input: z.strictObject({ reservationId }),
    output: outcome,
    errors: ['not_found', 'hold_expired', 'not_allowed_now'],
    policy: { ...holder, ...staff },
    limit: { points: 30, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/reservations/:reservationId/cancel' },
  }),
  'reservation.link': operation({
    summary:
      'The secret of a link by which this reservation is managed without an account; ends with a cancellation, or a day after the visit.',
    input: z.strictObject({ reservationId }),
    output: z.strictObject({ secret }),
    errors: ['not_found', 'not_allowed_now'],
    policy: holder,
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/reservations/:reservationId/link' },
  }),
  'reservation.calendar': operation({
    summary:
      'The reservation as an entry for a calendar: text of an iCalendar file, its sequence rising with every change.',
    input: z.strictObject({ reservationId }),
    output: z.strictObject({ filename: z.string(), text: z.string() }),
    errors: ['not_found', 'not_allowed_now'],
    policy: { ...holder, ...staff },
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/reservations/:reservationId/calendar' },
  }),
  'reservation.host': operation({
    summary: 'Whose table it is, where somebody else has booked it.',
    input: z.strictObject({ reservationId }),
    output: z.strictObject({
      /** Name of whoever comes; null: whoever booked. */
      host: z.string().nullable(),
    }),
    errors: ['not_found'],
    policy: { ...holder, ...staff },
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/reservations/:reservationId/host' },
  }),
  'reservation.words.export': operation({
    summary:
      'What a guest without an account told at confirming, and wishes about notices, by the link; as long as it is kept.',
    input: z.strictObject({ reservationId, secret }),
    output: z.strictObject({
      reservation,
      guest: toldWords.nullable(),
      /** Null: whoever it is has an account, whose own export has them. */
      noticePreferences: noticePreferences.nullable(),
    }),
    errors: ['not_found'],
    ...byLink,
    http: { method: 'post', path: '/reservations/:reservationId/words/export' },
  }),
  'reservation.words.erase': operation({
    summary: 'Erase it, by the link, once the visit is over or cancelled.',
    input: z.strictObject({ reservationId, secret }),
    output: z.strictObject({}),
    errors: ['not_found', 'not_allowed_now'],
    ...byLink,
    http: { method: 'post', path: '/reservations/:reservationId/words/erase' },
  }),
}

export const staffOperations = {
  'reservation.book': operation({
    summary: 'Book for a guest by hand, on any table staff may use; `override` sets pacing and fit aside, visibly.',
    input: z.strictObject({
      venueId,
      date,
      startsAt: instant,
      party,
      tableIds: z.array(tableId).min(1).max(8).optional(),
      endsAt: instant.optional(),
      override: z.boolean().default(false),
      guest: guestDetails,
    }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable'],
    policy: staff,
    limit: { points: 120, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/venues/:venueId/reservations' },
  }),
  'walkIn.seat': operation({
    summary: 'Seat a party that came without booking.',
    input: z.strictObject({
      venueId,
      date,
      startsAt: instant,
      party,
      tableIds: z.array(tableId).min(1).max(8).optional(),
      override: z.boolean().default(false),
    }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable'],
    policy: { host: 'venue', manager: 'venue' },
    limit: { points: 240, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/venues/:venueId/walk-ins' },
  }),
  'reservation.move': operation({
    summary: 'Give a reservation these tables; it stays on them.',
    input: z.strictObject({ reservationId, tableIds: z.array(tableId).min(1).max(8) }),
    output: reservation,
    errors: ['not_found', 'slot_unavailable', 'hold_expired', 'not_allowed_now'],
    policy: { host: 'venue', manager: 'venue' },
    limit: { points: 240, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/reservations/:reservationId/move' },
  }),
  'reservation.advance': operation({
    summary: 'Arrived, seated, completed, no-show and its undoing.',
    input: z.strictObject({ reservationId, to: z.enum(['confirmed', 'arrived', 'seated', 'completed', 'no_show']) }),
    output: outcome,
    errors: ['not_found', 'slot_unavailable', 'hold_expired', 'not_allowed_now'],
    policy: { host: 'venue', manager: 'venue' },
    limit: { points: 240, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/reservations/:reservationId/advance' },
  }),
  'block.create': operation({
    summary: 'Take tables out of the room for a time.',
    input: z.strictObject({
      venueId,
      date,
      tableIds: z.array(tableId).min(1).max(50),
      startsAt: instant,
      endsAt: instant,
    }),
    output: z.strictObject({ blockId, version: z.number().int() }),
    errors: ['not_found', 'slot_unavailable'],
    policy: { host: 'venue', manager: 'venue' },
    limit: { points: 120, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/venues/:venueId/blocks' },
  }),
  'block.release': operation({
    summary: 'Put blocked tables back.',
    input: z.strictObject({ venueId, date, blockId }),
    output: z.strictObject({ blockId, version: z.number().int() }),
    errors: ['not_found', 'not_allowed_now'],
    policy: { host: 'venue', manager: 'venue' },
    limit: { points: 120, perSeconds: 60 },
    write: true,
    http: { method: 'delete', path: '/venues/:venueId/blocks/:date/:blockId' },
  }),
}
