import type { Attachment } from '../../../shared/contract/talk.ts'
import type { Card } from '../../../shared/domain/concierge/card.ts'
import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import { notesOf } from '../../../shared/domain/concierge/message.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { ConversationDocument } from './documents.ts'
import { stay } from './retention.ts'
import { sealSaid } from './sealing.ts'
import { findable } from './wordIndex.ts'

interface Words {
  readonly conversation: ConversationDocument
  /** Among the conversation's messages, or among its notes. */
  readonly as: 'message' | 'note'
  readonly side: Side
  readonly text: string
  readonly replyTo: number | null
  readonly cards?: readonly Card[]
  readonly attachments?: readonly Attachment[]
}

/**
 * Says it once, whatever becomes of the answer. The conversation is counted up after the answer, not before: what was
 * said is in the stream, and the rest follows from it.
 *
 * @throws AppError `request_id_reused`; LaneError
 */
export async function say(
  ctx: Context,
  { conversation, as, side, text, replyTo, cards = [], attachments = [] }: Words,
) {
  const { deps, actor, requestId, bodyHash } = ctx
  const { _id: conversationId } = conversation
  await stay(deps, conversation)
  const messageId = deps.newId()
  const stream = as === 'note' ? notesOf(conversationId) : conversationId
  const saying = {
    _id: messageId,
    stream,
    sender: actor.key,
    side,
    requestId,
    bodyHash: keyed(ctx, bodyHash),
    text: sealSaid(deps, 'text', messageId, text),
    replyTo,
    ...(cards.length > 0 && { cards }),
    ...(attachments.length > 0 && { files: sealSaid(deps, 'files', messageId, JSON.stringify(attachments)) }),
    ...findable(deps, stream, text),
    ...(as === 'message' && { unfolded: true as const }),
  }
  const said = await deps.streams.say(saying)
  if (said === 'request_id_reused') throw new AppError('request_id_reused')
  const message = { ...saying, _id: said.messageId, seq: said.seq, at: new Date(said.at), rev: 1 }
  // What was said before by this request is there in words sealed under its own id, and may have changed since.
  const isNew = said.messageId === messageId
  const { owner, deskId } = conversation
  const atHand = { is: 'said', message } as const
  deps.talked.tell({ _id: conversationId, owner, deskId, part: 'words', ...(isNew && { atHand }) })
  if (as === 'message') deps.counting.said(conversation, message)
  return { messageId: said.messageId, seq: said.seq, at: new Date(said.at).toISOString() }
}

/** A hash of few words alone could be found by trying. */
export function keyed({ deps }: Pick<Context, 'deps'>, bodyHash: string): string {
  return deps.crypt.blindIndex('message', bodyHash)
}

/** Whether this request has said it in that stream. */
export async function wasSaid({ deps, actor, requestId }: Context, stream: string): Promise<boolean> {
  const said = { stream, sender: actor.key, requestId }
  return (await deps.collections.messages.findOne(said, { projection: { _id: 1 }, maxTimeMS: 3000 })) !== null
}
