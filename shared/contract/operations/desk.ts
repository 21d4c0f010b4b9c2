import { z } from 'zod'
import { presenceStates } from '../../domain/concierge/presence.ts'
import { deskHours, deskMember, deskTargets, keepMonths, mostOwed, tier } from '../desk.ts'
import { operation } from '../operation.ts'
import { accountHolders, everyone } from '../policy.ts'
import {
  accountId,
  conversationId,
  date,
  deskId,
  fromQuery,
  instant,
  language,
  line,
  localNames,
  party,
  shownNames,
  venueId,
} from '../schemas.ts'
import { deskKeepers } from '../talk.ts'

const reading = { errors: ['not_found'], limit: { points: 120, perSeconds: 60 }, write: false } as const

/** Where guests are answered: a restaurant’s own desk, or one of the house for many restaurants. */
export const deskOperations = {
  'desk.save': operation({
    summary:
      'Open a desk, or change what it says of itself; hours, targets, `mostOwed` and `keepMonths` stay where they are not named. A restaurant’s own serves that restaurant only.',
    input: z.strictObject({
      deskId,
      name: line(80),
      localNames,
      venueIds: z.array(venueId).min(1).max(500),
      /** What it answers in, unless a guest asks for another. */
      language,
      /** @default always open */
      hours: deskHours.optional(),
      targets: deskTargets.optional(),
      mostOwed: mostOwed.optional(),
      /** Of visitors without an account no longer than ninety days. @default 24 */
      keepMonths: keepMonths.optional(),
    }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: { manager: 'venue', admin: 'any' },
    limit: { points: 30, perSeconds: 60 },
    write: false,
    http: { method: 'put', path: '/desks/:deskId' },
  }),
  'desk.get': operation({
    summary: 'What a desk says of itself.',
    input: z.strictObject({ deskId }),
    output: z.strictObject({
      deskId,
      name: z.string(),
      localNames: shownNames,
      venueIds: z.array(venueId),
      language,
      hours: deskHours,
      keepMonths,
    }),
    errors: ['not_found'],
    policy: everyone,
    limit: { points: 300, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/desks/:deskId' },
  }),
  'desk.work': operation({
    summary: 'How a desk works: what it promises whom, how much one person is given, and what was said of each.',
    input: z.strictObject({ deskId }),
    output: z.strictObject({
      targets: deskTargets,
      mostOwed,
      members: z.array(z.strictObject({ accountId, ...deskMember })),
    }),
    errors: ['not_found'],
    policy: { ...deskKeepers, admin: 'any' },
    limit: { points: 300, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/desks/:deskId/work' },
  }),
  'desk.present': operation({
    summary:
      'Be at the desk, be about to leave, or be away. To be said every twenty seconds: whoever is silent for longer than 45 is heard of no more.',
    input: z.strictObject({ deskId, state: z.enum(presenceStates) }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: deskKeepers,
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/desks/:deskId/presence' },
  }),
  'desk.member.save': operation({
    summary:
      'What somebody who works at the desk can answer. Of whom nothing is said: the language of their account, four at a time, every restaurant.',
    input: z.strictObject({ deskId, accountId, ...deskMember }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: { manager: 'venue', admin: 'any' },
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'put', path: '/desks/:deskId/members/:accountId' },
  }),
  'desk.mine': operation({
    summary: 'The desks at which whoever asks answers guests, with what they serve and who else works there.',
    input: z.strictObject({}),
    output: z.strictObject({
      accountId,
      desks: z.array(
        z.strictObject({
          deskId,
          name: z.string(),
          localNames: shownNames,
          language,
          roles: z.array(z.enum(['manager', 'concierge'])),
          venues: z.array(z.strictObject({ venueId, name: z.string(), localNames: shownNames, zone: z.string() })),
          people: z.array(z.strictObject({ accountId, name: z.string() })),
        }),
      ),
    }),
    ...reading,
    errors: [],
    policy: accountHolders,
    http: { method: 'get', path: '/desks' },
  }),
  'desk.resolved': operation({
    summary: 'The conversations of a desk that are done: the newest hundred.',
    input: z.strictObject({ deskId }),
    output: z.strictObject({
      conversations: z.array(
        z.strictObject({ conversationId, name: z.string().nullable(), language, tier, lastAt: instant }),
      ),
    }),
    ...reading,
    policy: deskKeepers,
    http: { method: 'get', path: '/desks/:deskId/resolved' },
  }),
  'desk.tables': operation({
    summary:
      'What a restaurant that the desk serves has for a party on a date: as guests see it, whether the concierge can have a table, and why not.',
    input: z.strictObject({ deskId, venueId, date, party: fromQuery(party) }),
    output: z.strictObject({
      slots: z.array(
        z.strictObject({
          startsAt: instant,
          /** Wall clock at the restaurant. */
          label: z.string(),
          /** As the feed of availability says it to everybody. */
          online: z.enum(['open', 'few', 'full', 'closed']),
          /** Null: the concierge can have a table, be it from stock that guests never see. */
          reason: z.string().nullable(),
        }),
      ),
    }),
    ...reading,
    policy: deskKeepers,
    http: { method: 'get', path: '/desks/:deskId/tables/:venueId/:date' },
  }),
  'desk.figures': operation({
    summary: 'How fast a desk has answered today, by the first answers of its newest two thousand conversations.',
    input: z.strictObject({ deskId }),
    output: z.strictObject({
      /** The desk’s midnight. */
      since: instant,
      answered: z.number().int(),
      inTarget: z.number().int(),
      /** Of the desk’s open hours; null where nothing was answered. */
      medianSeconds: z.number().int().nullable(),
      p90Seconds: z.number().int().nullable(),
      /** First answers by the hour of the desk’s clock in which they were given. */
      hours: z.array(
        z.strictObject({ hour: z.number().int(), answered: z.number().int(), inTarget: z.number().int() }),
      ),
    }),
    ...reading,
    policy: { manager: 'venue', admin: 'any' },
    http: { method: 'get', path: '/desks/:deskId/figures' },
  }),
}
