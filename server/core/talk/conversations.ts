import { allows } from '../../../shared/contract/policy.ts'
import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import { notesOf } from '../../../shared/domain/concierge/message.ts'
import { AppError } from '../appError.ts'
import { eraseAttachments } from '../attachments/remove.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { ConversationDocument } from './documents.ts'

/** A conversation, and who asks about it. */
export interface Talking {
  readonly conversation: ConversationDocument
  readonly side: Side
}

export function findConversation(
  { collections }: Pick<Deps, 'collections'>,
  conversationId: string,
): Promise<ConversationDocument | null> {
  return collections.conversations.findOne({ _id: conversationId }, { maxTimeMS: 3000 })
}

/** @throws AppError `not_found` for what is not there and what is not theirs alike */
export async function conversationFor(
  { deps, actor, policy }: Pick<Context, 'deps' | 'actor' | 'policy'>,
  conversationId: string,
): Promise<Talking> {
  const conversation = await findConversation(deps, conversationId)
  if (conversation === null) throw new AppError('not_found')
  const { owner, deskId } = conversation
  if (!allows(policy, actor, { owner, venueId: deskId })) throw new AppError('not_found')
  return { conversation, side: sideOf(conversation, actor) }
}

/** A guest who works at the desk has no part in what it does with them. @throws AppError `not_found` */
export async function conversationAtDesk(
  ctx: Pick<Context, 'deps' | 'actor' | 'policy'>,
  conversationId: string,
): Promise<ConversationDocument> {
  const { conversation, side } = await conversationFor(ctx, conversationId)
  if (side === 'guest') throw new AppError('not_found')
  return conversation
}

/** Whose conversation it is speaks as its guest, whatever else they are. */
export function sideOf({ owner }: Pick<ConversationDocument, 'owner'>, { key }: { readonly key: string }): Side {
  return owner === key ? 'guest' : 'desk'
}

/**
 * Everything that was said, and the conversation itself. The row goes last, so that whoever died in between asks again
 * and it goes on; what is said meanwhile is found by the sweep, without a conversation.
 */
export async function eraseConversations(
  deps: Pick<Deps, 'collections' | 'blobs' | 'clock'>,
  owner: string,
): Promise<void> {
  const { conversations } = deps.collections
  // From here on whoever has just written beside them sees it, and takes it back.
  await conversations.updateMany(
    { owner },
    { $set: { leaving: { since: deps.clock.now(), decided: true } }, $inc: { version: 1 } },
    { maxTimeMS: 5000 },
  )
  const own = await conversations.find({ owner }, { projection: { _id: 1 }, maxTimeMS: 5000 }).toArray()
  await removeConversations(
    deps,
    own.map(({ _id }) => _id),
  )
}

/** With all that belongs to them, and themselves last. */
export async function removeConversations(
  deps: Pick<Deps, 'collections' | 'blobs'>,
  ids: readonly string[],
): Promise<void> {
  const { conversations, messages, receipts, talkNotices, notices, guestFiles } = deps.collections
  await eraseAttachments(deps, ids)
  await messages.deleteMany({ stream: { $in: ids.flatMap((id) => [id, notesOf(id)]) } })
  await receipts.deleteMany({ conversation: { $in: [...ids] } })
  await talkNotices.deleteMany({ conversationId: { $in: [...ids] } })
  await notices.deleteMany({ conversationId: { $in: [...ids] } })
  await guestFiles.deleteMany({ _id: { $in: [...ids] } })
  await conversations.deleteMany({ _id: { $in: [...ids] } })
}
