import { z } from 'zod'
import { operation } from '../operation.ts'
import { deadLetterId, instant } from '../schemas.ts'

/** What is done without anybody asking. */
export const workNames = [
  'copying',
  'publishing',
  'holds',
  'email',
  'push',
  'app',
  'letters',
  'alerts',
  'messages',
  'webhooks',
] as const
export type WorkName = (typeof workNames)[number]

/** Where what could not be told is kept. */
export const deadLetterPlaces = ['notices', 'letters', 'alerts', 'messages', 'webhooks'] as const
export type DeadLetterPlace = (typeof deadLetterPlaces)[number]

const admins = { admin: 'any' } as const
const limit = { points: 120, perSeconds: 60 } as const
const count = z.number().int()
const place = z.enum(deadLetterPlaces)
const one = z.strictObject({ place, deadLetterId })

/** For those who run the hub. Names nobody: what is told to whom is looked up when it is sent. */
export const workOperations = {
  'work.state': operation({
    summary: 'How much work is due, since when, and how much nobody could do.',
    input: z.strictObject({}),
    output: z.strictObject({
      works: z.array(
        z.strictObject({
          name: z.enum(workNames),
          /** Counted up to ten thousand. */
          due: z.number().int(),
          /** Null where nothing is. */
          oldestDueAt: instant.nullable(),
        }),
      ),
      /** By place; counted up to ten thousand. */
      deadLetters: z.strictObject({ notices: count, letters: count, alerts: count, messages: count, webhooks: count }),
      at: instant,
    }),
    errors: [],
    policy: admins,
    limit,
    write: false,
    http: { method: 'get', path: '/work' },
  }),
  'deadLetter.list': operation({
    summary:
      'What could not be told, and of what nobody knows whether it was; the newest two hundred, the newest first.',
    input: z.strictObject({}),
    output: z.strictObject({
      deadLetters: z.array(
        z.strictObject({
          place,
          deadLetterId,
          kind: z.string(),
          channel: z.enum(['email', 'push', 'app', 'webhook']),
          /** Ambiguous: it may have arrived, and is not told twice. */
          state: z.enum(['dead', 'ambiguous']),
          /** How the last try failed; a code. */
          why: z.string().nullable(),
          tries: z.number().int(),
          endedAt: instant,
          /** Null where it is about none. */
          reservationId: z.string().nullable(),
        }),
      ),
    }),
    errors: [],
    policy: admins,
    limit,
    write: false,
    http: { method: 'get', path: '/dead-letters' },
  }),
  'deadLetter.retry': operation({
    summary:
      'Try to tell it once more, with all tries anew; what is no longer true is not told. Asked for again it is as it was.',
    input: one,
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: admins,
    limit,
    write: false,
    http: { method: 'post', path: '/dead-letters/retry' },
  }),
  'deadLetter.drop': operation({
    summary: 'Leave it untold: nobody has to look at it any more. Asked for again it is as it was.',
    input: one,
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: admins,
    limit,
    write: false,
    http: { method: 'post', path: '/dead-letters/drop' },
  }),
}
