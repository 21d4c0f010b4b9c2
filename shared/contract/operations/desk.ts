import { z } from 'zod'
import { presenceStates } from '../../domain/concierge/presence.ts'
import { deskHours, deskMember, deskTargets, keepMonths, mostOwed } from '../desk.ts'
import { operation } from '../operation.ts'
import { everyone } from '../policy.ts'
import { accountId, deskId, language, line, venueId } from '../schemas.ts'
import { deskKeepers } from '../talk.ts'

const localNames = z.strictObject({ ko: line(80).nullable(), ja: line(80).nullable() })

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
      localNames: z.strictObject({ ko: z.string().nullable(), ja: z.string().nullable() }),
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
}
