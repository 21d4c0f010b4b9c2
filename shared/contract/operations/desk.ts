import { z } from 'zod'
import { operation } from '../operation.ts'
import { everyone } from '../policy.ts'
import { deskId, language, line, venueId } from '../schemas.ts'

const localNames = z.strictObject({ ko: line(80).nullable(), ja: line(80).nullable() })

/** Where guests are answered: a restaurant’s own desk, or one of the house for many restaurants. */
export const deskOperations = {
  'desk.save': operation({
    summary: 'Open a desk, or change what it says of itself. A restaurant’s own serves that restaurant only.',
    input: z.strictObject({
      deskId,
      name: line(80),
      localNames,
      venueIds: z.array(venueId).min(1).max(500),
      /** What it answers in, unless a guest asks for another. */
      language,
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
    }),
    errors: ['not_found'],
    policy: everyone,
    limit: { points: 300, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/desks/:deskId' },
  }),
}
