import type { Input, Output } from '../../../../shared/contract/index.ts'
import { notesOf } from '../../../../shared/domain/concierge/message.ts'
import type { Context } from '../../context.ts'
import { presentMessage } from '../../presenters/presentMessage.ts'
import { conversationAtDesk, conversationFor, type Talking } from '../../talk/conversations.ts'
import { say } from '../../talk/say.ts'

/** @throws AppError `not_found`, `request_id_reused`; LaneError */
export async function addNote(ctx: Context, { conversationId, text }: Input<'note.add'>): Promise<Output<'note.add'>> {
  const conversation = await conversationAtDesk(ctx, conversationId)
  return say(ctx, { conversation, as: 'note', side: 'desk', text, replyTo: null })
}

/** @throws AppError `not_found` */
export async function listNotes(ctx: Context, input: Input<'note.list'>): Promise<Output<'note.list'>> {
  await conversationAtDesk(ctx, input.conversationId)
  return page(ctx, notesOf(input.conversationId), 'desk', input)
}

/** @throws AppError `not_found` */
export async function listMessages(ctx: Context, input: Input<'message.list'>): Promise<Output<'message.list'>> {
  const { side } = await conversationFor(ctx, input.conversationId)
  return page(ctx, input.conversationId, side, input)
}

async function page(
  { deps }: Context,
  stream: string,
  to: Talking['side'],
  { before, limit }: Pick<Input<'message.list'>, 'before' | 'limit'>,
): Promise<Output<'message.list'>> {
  const older = before === undefined ? {} : { seq: { $lt: before } }
  const found = await deps.collections.messages
    .find({ stream, ...older }, { projection: { grams: 0 }, maxTimeMS: 3000 })
    .sort({ seq: -1 })
    .limit(limit + 1)
    .toArray()
  const messages = found.slice(0, limit).map((row) => presentMessage(deps, row, to))
  return { messages, more: found.length > limit }
}
