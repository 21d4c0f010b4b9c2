import { z } from 'zod'
import { tier } from '../desk.ts'
import { operation } from '../operation.ts'
import { accountId, conversationId, deskId, instant, language } from '../schemas.ts'
import { conversationState, deskKeepers, deskStaff, saidText, seq, talkers, transcriptReaders } from '../talk.ts'

const nothing = z.strictObject({})
const receipt = {
  output: nothing,
  errors: ['not_found'],
  policy: talkers,
  limit: { points: 300, perSeconds: 60 },
  write: false,
} as const

const byDesk = {
  output: z.strictObject({ state: conversationState }),
  errors: ['not_found', 'not_allowed_now'],
  policy: deskStaff,
  limit: { points: 120, perSeconds: 60 },
  write: false,
} as const

/** Who has it after that. `not_allowed_now` with `taken` says in `holder` who has it instead. */
const handed = { ...byDesk, output: z.strictObject({ assignee: accountId.nullable() }) }

/** The newest message that whoever asks has seen: what came after it is not passed over unseen. */
const upTo = z.number().int().min(0).max(2_000_000_000)

/** What a guest and a desk have to say to each other, for life: what was resolved goes on when either writes again. */
export const conversationOperations = {
  'conversation.open': operation({
    summary: 'One’s own conversation with a desk: the one there is, or a new one.',
    input: z.strictObject({ deskId, language: language.optional() }),
    output: z.strictObject({ conversationId }),
    errors: ['not_found'],
    policy: { guest: 'any', diner: 'any' },
    limit: { points: 20, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/desks/:deskId/conversations' },
  }),
  'conversation.read': operation({
    summary: 'Everything up to this message has been read. What was read stays read.',
    input: z.strictObject({ conversationId, upTo: seq }),
    ...receipt,
    http: { method: 'post', path: '/conversations/:conversationId/read' },
  }),
  'conversation.delivered': operation({
    summary: 'Everything up to this message has reached the device that asks.',
    input: z.strictObject({ conversationId, upTo: seq }),
    ...receipt,
    http: { method: 'post', path: '/conversations/:conversationId/delivered' },
  }),
  'conversation.typing': operation({
    summary: 'Somebody is writing: whoever follows is told, for six seconds. Nothing of it is kept.',
    input: z.strictObject({ conversationId }),
    ...receipt,
    limit: { points: 60, perSeconds: 60 },
    http: { method: 'post', path: '/conversations/:conversationId/typing' },
  }),
  'conversation.mail': operation({
    summary:
      'Send what was said by mail to whom it was said with: to the confirmed address of the guest, in their language, whoever asks.',
    input: z.strictObject({ conversationId }),
    output: z.strictObject({
      /** As much of the address as tells the guest which it is; null for the desk, which is not told where it goes. */
      to: z.string().nullable(),
    }),
    errors: ['not_found', 'no_address'],
    policy: transcriptReaders,
    limit: { points: 6, perSeconds: 3600 },
    write: true,
    http: { method: 'post', path: '/conversations/:conversationId/mail' },
  }),
  'conversation.resolve': operation({
    summary: 'Nothing is left to do. Refused where the guest has said something that the asker has not seen.',
    input: z.strictObject({ conversationId, upTo }),
    ...byDesk,
    http: { method: 'post', path: '/conversations/:conversationId/resolve' },
  }),
  'conversation.snooze': operation({
    summary: 'Lay it aside until a time, or until the guest writes. Refused like resolving.',
    input: z.strictObject({ conversationId, upTo, until: instant }),
    ...byDesk,
    http: { method: 'post', path: '/conversations/:conversationId/snooze' },
  }),
  'conversation.reopen': operation({
    summary: 'Take it up again.',
    input: z.strictObject({ conversationId }),
    ...byDesk,
    http: { method: 'post', path: '/conversations/:conversationId/reopen' },
  }),
  'conversation.take': operation({
    summary:
      'Have it from now on: what is nobody’s, or, with `from`, what that person has. Of two who take at once one has it, and the other is told who.',
    input: z.strictObject({ conversationId, from: accountId.optional() }),
    ...handed,
    http: { method: 'post', path: '/conversations/:conversationId/take' },
  }),
  'conversation.transfer': operation({
    summary: 'Hand on what oneself or nobody has, with a note that only the desk sees.',
    input: z.strictObject({ conversationId, to: accountId, note: saidText }),
    ...handed,
    write: true,
    http: { method: 'post', path: '/conversations/:conversationId/transfer' },
  }),
  'conversation.release': operation({
    summary: 'Have it no longer; with all that was said it is the desk’s again.',
    input: z.strictObject({ conversationId }),
    ...handed,
    http: { method: 'post', path: '/conversations/:conversationId/release' },
  }),
  'conversation.guest': operation({
    summary: 'How much the desk owes this guest, and who their own concierge is. Who waits has a new clock by it.',
    input: z.strictObject({ conversationId, tier, own: accountId.nullable() }),
    ...byDesk,
    output: nothing,
    policy: deskKeepers,
    http: { method: 'put', path: '/conversations/:conversationId/guest' },
  }),
}
