import { z } from 'zod'
import { operation } from '../operation.ts'
import { date, fromQuery, instant, party, venueId } from '../schemas.ts'
import { tableSettings } from '../settings.ts'

const everyone = {
  anonymous: 'any',
  guest: 'any',
  diner: 'any',
  host: 'any',
  manager: 'any',
  concierge: 'any',
  support: 'any',
  admin: 'any',
} as const

const venue = z.strictObject({
  venueId,
  name: z.string(),
  city: z.string(),
  cuisine: z.string(),
  zone: z.string(),
  minParty: z.number().int(),
  maxParty: z.number().int(),
  /** The service date it is there now. */
  today: date,
})

export const venueOperations = {
  'venue.list': operation({
    summary: 'Restaurants by name, a page at a time.',
    input: z.strictObject({
      after: z.string().max(200).optional(),
      limit: fromQuery(z.number().int().min(1).max(100)).default(50),
    }),
    output: z.strictObject({ venues: z.array(venue), next: z.string().nullable() }),
    errors: [],
    policy: everyone,
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/venues' },
  }),
  'venue.get': operation({
    summary: 'One restaurant.',
    input: z.strictObject({ venueId }),
    output: venue,
    errors: ['not_found'],
    policy: everyone,
    limit: { points: 240, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/venues/:venueId' },
  }),
  'availability.explain': operation({
    summary: 'Why not? The public reason a slot cannot be had by a party, or null when it can.',
    input: z.strictObject({ venueId, date, startsAt: instant, party: fromQuery(party) }),
    output: z.strictObject({ reason: z.string().nullable(), version: z.string() }),
    errors: ['not_found'],
    policy: everyone,
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/venues/:venueId/availability/:date/explain' },
  }),
  'settings.get': operation({
    summary: 'What the restaurant decides under: tables, services, pacing.',
    input: z.strictObject({ venueId }),
    output: tableSettings,
    errors: ['not_found'],
    policy: { host: 'venue', manager: 'venue', support: 'any', admin: 'any' },
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/venues/:venueId/settings' },
  }),
  'settings.change': operation({
    summary:
      'New settings, over the version they were made from. Books to come adopt them; bookings they would break stay and are flagged.',
    input: z.strictObject({ venueId, settings: tableSettings }),
    output: z.strictObject({ version: z.number().int() }),
    errors: ['not_found', 'settings_conflict'],
    policy: { manager: 'venue', admin: 'any' },
    limit: { points: 20, perSeconds: 60 },
    write: true,
    http: { method: 'put', path: '/venues/:venueId/settings' },
  }),
}
