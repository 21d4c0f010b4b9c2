import { z } from 'zod'
import { operation } from '../operation.ts'
import { everyone } from '../policy.ts'
import { date, fromQuery, instant, line, party, shownNames, venueId } from '../schemas.ts'
import { tableSettings } from '../settings.ts'

/** Given by a guide; shown as it is called there. */
export const distinctions = ['three_stars', 'two_stars', 'one_star', 'bib_gourmand', 'selected'] as const

const picture = z.strictObject({
  /** Path at this hub; `?w=` 320, 640 or 1280 gives that width. */
  src: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** What it shows, for who does not see it. */
  alt: z.string(),
})

const card = {
  venueId,
  name: z.string(),
  /** As it is written in Korean and Japanese, where it is. */
  localNames: shownNames,
  city: z.string(),
  cuisine: z.string(),
  distinction: z.enum(distinctions).nullable(),
  /** 1 to 4; null where nobody said. */
  price: z.number().int().nullable(),
  zone: z.string(),
  minParty: z.number().int(),
  maxParty: z.number().int(),
  /** The service date it is there now. */
  today: date,
  picture: picture.nullable(),
}

const venue = z.strictObject({
  ...card,
  address: z.string().nullable(),
  position: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  facilities: z.array(z.string()),
  pictures: z.array(picture),
  /** What the restaurant says of itself, in each language it does. */
  about: z.strictObject({ ko: z.string().nullable(), en: z.string().nullable(), ja: z.string().nullable() }),
  /** The guest's side of the rules: shown before holding. */
  policy: z.strictObject({
    holdMinutes: z.number(),
    bookingWindowDays: z.number().int().nullable(),
    leadMinutes: z.number().int(),
  }),
})

const page = fromQuery(z.number().int().min(1).max(100))

export const venueOperations = {
  'venue.list': operation({
    summary: 'Restaurants by name, a page at a time.',
    input: z.strictObject({ after: z.string().max(200).optional(), limit: page.default(50) }),
    output: z.strictObject({ venues: z.array(z.strictObject(card)), next: z.string().nullable() }),
    errors: [],
    policy: everyone,
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/venues' },
  }),
  'venue.search': operation({
    summary:
      'Restaurants by what one types (also parts of Korean and Japanese words), by what they are, and by whether a table is free.',
    input: z.strictObject({
      /** Name, city or cuisine, in whole or in part, in any order. */
      query: z.string().max(100).optional(),
      city: line(80).optional(),
      cuisine: line(80).optional(),
      distinction: z.enum(distinctions).optional(),
      /** At most so expensive, 1 to 4. */
      price: fromQuery(z.number().int().min(1).max(4)).optional(),
      /** With `party`: only where a table is free then, each with its first free times. `tonight`: each restaurant’s own today. */
      freeOn: z.union([date, z.literal('tonight')]).optional(),
      party: fromQuery(party).optional(),
      after: z.string().max(200).optional(),
      limit: page.default(20),
    }),
    output: z.strictObject({
      venues: z.array(
        z.strictObject({
          ...card,
          /** First free times, where `freeOn` was asked. */
          free: z.array(z.strictObject({ startsAt: instant, label: z.string(), few: z.boolean() })),
        }),
      ),
      next: z.string().nullable(),
      /** Where and what there is, to choose from; the most frequent first. */
      cities: z.array(z.strictObject({ name: z.string(), count: z.number().int() })),
      cuisines: z.array(z.strictObject({ name: z.string(), count: z.number().int() })),
    }),
    errors: [],
    policy: everyone,
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/venues/search' },
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
