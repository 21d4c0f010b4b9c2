import { z } from 'zod'
import { operation } from '../operation.ts'
import { conversationId, fromQuery, instant, reservationId } from '../schemas.ts'
import { deskKeepers, message, reaction, saidText, seq, talkers, talkReaders } from '../talk.ts'

const said = {
  output: z.strictObject({ messageId: z.string(), seq, at: instant }),
  errors: ['not_found'],
  limit: { points: 60, perSeconds: 60 },
  write: true,
} as const

const own = {
  output: z.strictObject({}),
  errors: ['not_found', 'not_allowed_now'],
  policy: talkers,
  limit: { points: 60, perSeconds: 60 },
  write: true,
} as const

const page = {
  input: z.strictObject({
    conversationId,
    /** Only what stands before this one. */
    before: fromQuery(seq).optional(),
    limit: fromQuery(z.number().int().min(1).max(100)).default(50),
  }),
  /** The newest first; `more`: there is older still. */
  output: z.strictObject({ messages: z.array(message), more: z.boolean() }),
  errors: ['not_found'],
  limit: { points: 300, perSeconds: 60 },
  write: false,
} as const

export const messageOperations = {
  'message.send': operation({
    summary:
      'Say something. Its number is the next one; sent again under its request id it is said once. Whoever of the desk answers what is nobody’s has it from then on; what a colleague has is answered only with `evenIfTaken`.',
    input: z.strictObject({
      conversationId,
      /** May be left out where it carries a reservation. */
      text: saidText.optional(),
      replyTo: seq.optional(),
      /** One of the guest’s own at a restaurant of the desk: what it is about. */
      reservationId: reservationId.optional(),
      evenIfTaken: z.boolean().optional(),
    }),
    ...said,
    errors: ['not_found', 'not_allowed_now'],
    policy: talkers,
    http: { method: 'post', path: '/conversations/:conversationId/messages' },
  }),
  'message.edit': operation({
    summary: 'Put one’s own message in other words, within fifteen minutes. It shows that it was changed.',
    input: z.strictObject({ conversationId, seq, text: saidText }),
    ...own,
    http: { method: 'put', path: '/conversations/:conversationId/messages' },
  }),
  'message.withdraw': operation({
    summary: 'Take one’s own message back, within fifteen minutes. Its number stays.',
    input: z.strictObject({ conversationId, seq }),
    ...own,
    http: { method: 'post', path: '/conversations/:conversationId/messages/withdraw' },
  }),
  'message.react': operation({
    summary: 'React to a message; one reaction for each person, null takes it back.',
    input: z.strictObject({ conversationId, seq, reaction: reaction.nullable() }),
    ...own,
    http: { method: 'post', path: '/conversations/:conversationId/messages/reactions' },
  }),
  'message.list': operation({
    summary: 'What was said, in pages from the newest.',
    ...page,
    policy: talkReaders,
    http: { method: 'get', path: '/conversations/:conversationId/messages' },
  }),
  'note.add': operation({
    summary: 'Leave a note for others at the desk; the guest sees nothing of it.',
    input: z.strictObject({ conversationId, text: saidText }),
    ...said,
    policy: deskKeepers,
    http: { method: 'post', path: '/conversations/:conversationId/notes' },
  }),
  'note.list': operation({
    summary: 'The notes, in pages from the newest.',
    ...page,
    policy: deskKeepers,
    http: { method: 'get', path: '/conversations/:conversationId/notes/pages' },
  }),
}
