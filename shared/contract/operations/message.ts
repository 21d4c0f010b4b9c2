import { z } from 'zod'
import { mostAttachments } from '../../domain/concierge/attachment.ts'
import { operation } from '../operation.ts'
import { attachmentId, conversationId, deskId, fromQuery, instant, line, reservationId } from '../schemas.ts'
import { deskKeepers, message, reaction, saidText, saidWithMore, seq, side, talkers, talkReaders } from '../talk.ts'

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

/** Something that was found. `snippet` is the part of it around the first word, which stands `from` to `to` in it. */
const messageHit = z.strictObject({
  type: z.enum(['message', 'note']),
  conversationId,
  deskId,
  seq,
  messageId: z.string(),
  side,
  at: instant,
  snippet: z.string(),
  from: z.number().int(),
  to: z.number().int(),
})

export const messageOperations = {
  'message.send': operation({
    summary:
      'Say something. Its number is the next one; sent again under its request id it is said once. Whoever of the desk answers what is nobody’s has it from then on; what a colleague has is answered only with `evenIfTaken`.',
    input: z
      .strictObject({
        conversationId,
        /** Empty only where something comes with it. */
        text: saidWithMore.default(''),
        replyTo: seq.optional(),
        /** One of the guest’s own at a restaurant of the desk: what it is about. */
        reservationId: reservationId.optional(),
        /** Uploads of the sender’s in this conversation, each in one message only. */
        attachments: z.array(attachmentId).min(1).max(mostAttachments).optional(),
        evenIfTaken: z.boolean().optional(),
      })
      .refine(
        ({ text, ...more }) => text !== '' || more.attachments !== undefined || more.reservationId !== undefined,
        {
          path: ['text'],
          message: 'Something has to be said',
        },
      )
      .refine(({ attachments = [] }) => new Set(attachments).size === attachments.length, {
        path: ['attachments'],
        message: 'Each only once',
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
  'message.search': operation({
    summary:
      'Find what was said by parts of words: in one conversation, in those of a desk, or in one’s own; of many, in the 500 in which something was said last. Notes are found by whoever may read them. What was said a moment ago may not be found yet.',
    input: z.strictObject({
      query: line(80),
      conversationId: conversationId.optional(),
      deskId: deskId.optional(),
      /** `next` of the answer before. */
      before: z.string().min(1).max(200).optional(),
      limit: fromQuery(z.number().int().min(1).max(50)).default(20),
    }),
    /** The newest first; `next` is null when there is nothing older, else a page may be short or empty. */
    output: z.strictObject({ hits: z.array(messageHit), next: z.string().nullable() }),
    errors: ['not_found'],
    policy: talkReaders,
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/messages/search' },
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
