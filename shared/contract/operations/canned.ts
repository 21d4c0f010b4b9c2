import { z } from 'zod'
import { operation } from '../operation.ts'
import { conversationId, deskId, line, venueId } from '../schemas.ts'
import { deskKeepers, saidText } from '../talk.ts'

/** What is typed after the slash. */
const shortcut = z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/)
const text = saidText.nullable()
/** In each language it was written in, one at least. */
const texts = z.strictObject({ ko: text, en: text, ja: text })

const canned = { errors: ['not_found'], limit: { points: 120, perSeconds: 60 }, write: false } as const

/** What a desk says often. `{guest}`, `{restaurant}`, `{me}` and `{date}` in it are filled in. */
export const cannedOperations = {
  'canned.list': operation({
    summary: 'The canned replies of a desk, by their shortcuts.',
    input: z.strictObject({ deskId }),
    output: z.strictObject({
      replies: z.array(
        z.strictObject({
          shortcut: z.string(),
          title: z.string(),
          texts: z.strictObject({ ko: z.string().nullable(), en: z.string().nullable(), ja: z.string().nullable() }),
        }),
      ),
    }),
    ...canned,
    policy: deskKeepers,
    http: { method: 'get', path: '/desks/:deskId/canned' },
  }),
  'canned.save': operation({
    summary: 'Write a canned reply, or another one over it; a desk has two hundred at most.',
    input: z.strictObject({ deskId, shortcut, title: line(80), texts }),
    output: z.strictObject({}),
    ...canned,
    errors: ['not_found', 'not_allowed_now'],
    policy: { manager: 'venue' },
    http: { method: 'put', path: '/desks/:deskId/canned/:shortcut' },
  }),
  'canned.remove': operation({
    summary: 'Take a canned reply away.',
    input: z.strictObject({ deskId, shortcut }),
    output: z.strictObject({}),
    ...canned,
    policy: { manager: 'venue' },
    http: { method: 'delete', path: '/desks/:deskId/canned/:shortcut' },
  }),
  'canned.fill': operation({
    summary:
      'A canned reply as it would be said in this conversation: in the guest’s language if it is written in it, with its variables filled in.',
    input: z.strictObject({
      conversationId,
      shortcut,
      /** Of those the desk serves. @default its first */
      venueId: venueId.optional(),
    }),
    output: z.strictObject({ text: z.string() }),
    ...canned,
    policy: deskKeepers,
    http: { method: 'get', path: '/conversations/:conversationId/canned/:shortcut' },
  }),
}
