import { z } from 'zod'
import { tier } from '../desk.ts'
import { operation } from '../operation.ts'
import { accountId, conversationId, date, instant, language, reservation, venueId } from '../schemas.ts'
import { deskKeepers, saidText } from '../talk.ts'

/** Null: nothing is known. */
const words = saidText.nullable()

/** What a desk knows of its guests. */
export const guestFileOperations = {
  'conversation.who': operation({
    summary:
      'Who the guest is: what the desk wrote down, what they told when they booked, and their visits at the restaurants of the desk. That it was read is on record.',
    input: z.strictObject({ conversationId }),
    output: z.strictObject({
      /** Null for a visitor without an account. */
      name: z.string().nullable(),
      since: instant.nullable(),
      language,
      tier,
      /** Their own concierge. */
      own: accountId.nullable(),
      file: z.strictObject({
        /** 0: nothing was written down yet. */
        version: z.number().int(),
        allergies: z.string().nullable(),
        seating: z.string().nullable(),
        notes: z.string().nullable(),
        at: instant.nullable(),
      }),
      /** With their newest booking. */
      told: z.strictObject({ allergies: z.string().nullable(), wishes: z.string().nullable() }),
      counters: z.strictObject({
        visits: z.number().int(),
        noShows: z.number().int(),
        cancellations: z.number().int(),
        lastVisit: z.strictObject({ venueId, date }).nullable(),
      }),
      /** The next ten, the soonest first. */
      upcoming: z.array(reservation),
      /** The newest ten. */
      past: z.array(reservation),
    }),
    errors: ['not_found'],
    policy: deskKeepers,
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/conversations/:conversationId/who' },
  }),
  'conversation.describe': operation({
    summary: 'What the desk knows of a guest, written over the version it was made from.',
    input: z.strictObject({
      conversationId,
      version: z.number().int().min(0).max(2_000_000_000),
      allergies: words,
      seating: words,
      notes: words,
    }),
    output: z.strictObject({ version: z.number().int() }),
    errors: ['not_found', 'settings_conflict'],
    policy: deskKeepers,
    limit: { points: 60, perSeconds: 60 },
    write: true,
    http: { method: 'put', path: '/conversations/:conversationId/who' },
  }),
}
