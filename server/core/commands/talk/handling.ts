import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { clockAfter } from '../../talk/clocks.ts'
import { conversationAtDesk } from '../../talk/conversations.ts'
import type { ChangeRecord, ConversationDocument } from '../../talk/documents.ts'
import { handOver, taken, takeOver } from '../../talk/handOver.ts'
import { accountIdOf, actorOf, mustWorkAt } from '../../talk/people.ts'
import { keyed, say } from '../../talk/say.ts'

const tries = 20

/** @throws AppError `not_found`, `not_allowed_now` with `taken` */
export async function takeConversation(
  ctx: Context,
  { conversationId, from }: Input<'conversation.take'>,
): Promise<Output<'conversation.take'>> {
  await conversationAtDesk(ctx, conversationId)
  const known = from === undefined ? null : actorOf(from)
  return assigneeOf(await takeOver(ctx.deps, conversationId, { by: ctx.actor.key, from: known }))
}

/**
 * The note is there before it is handed on, for whoever gets it reads it first. Asked again it is handed on once.
 *
 * @throws AppError `not_found`, `invalid_input` for whoever does not work there, `not_allowed_now` with `taken`,
 * `request_id_reused`; LaneError
 */
export async function transferConversation(
  ctx: Context,
  { conversationId, to, note }: Input<'conversation.transfer'>,
): Promise<Output<'conversation.transfer'>> {
  const { deps, actor, requestId } = ctx
  const conversation = await conversationAtDesk(ctx, conversationId)
  const record = { actor: actor.key, requestId, bodyHash: keyed(ctx, ctx.bodyHash) }
  if (wasMade(conversation, record)) return { assignee: to }
  const has = conversation.assignee ?? null
  if (has !== null && has !== actor.key) throw taken(has)
  await mustWorkAt(deps, conversation.deskId, { accountId: to, path: 'to' })
  await say(ctx, { conversation, as: 'note', side: 'desk', text: note, replyTo: null })
  const written = await handOver(deps, conversationId, { from: has, to: actorOf(to), record })
  if (written !== null) return assigneeOf(written)
  const now = await conversationAtDesk(ctx, conversationId)
  if (wasMade(now, record)) return { assignee: to }
  const { assignee = null } = now
  throw assignee === null ? new AppError('busy', { retryAfterMs: 1000 }) : taken(assignee)
}

/** @throws AppError `not_found`, `not_allowed_now` with `taken` */
export async function releaseConversation(
  ctx: Context,
  { conversationId }: Input<'conversation.release'>,
): Promise<Output<'conversation.release'>> {
  const { deps, actor } = ctx
  await conversationAtDesk(ctx, conversationId)
  const released = await handOver(deps, conversationId, { from: actor.key, to: null })
  if (released !== null) return { assignee: null }
  // What is nobody's is released; what somebody else has is not theirs to release.
  const { assignee = null } = await conversationAtDesk(ctx, conversationId)
  if (assignee !== null) throw taken(assignee)
  return { assignee: null }
}

/** @throws AppError `not_found`, `invalid_input` for whoever does not work there, `busy` */
export async function saveGuest(
  ctx: Context,
  { conversationId, tier, own }: Input<'conversation.guest'>,
): Promise<Output<'conversation.guest'>> {
  const { deps, actor } = ctx
  const wanted = own === null ? null : actorOf(own)
  for (let left = tries; left > 0; left--) {
    const before = await conversationAtDesk(ctx, conversationId)
    if (own !== null) await mustWorkAt(deps, before.deskId, { accountId: own, path: 'own' })
    const { _id, version, deskId } = before
    const clock = await clockAfter(deps, { deskId, tier, clock: null }, before)
    const written = await deps.collections.conversations.findOneAndUpdate(
      { _id, version },
      { $set: { tier, own: wanted, clock }, $inc: { version: 1 } },
      { returnDocument: 'after', maxTimeMS: 3000 },
    )
    if (written === null) continue
    await deps.audit.record({ action: 'guest.regarded', by: actor.key, to: before.owner })
    deps.talked.tell(written)
    deps.stirred.tell(deskId)
    return {}
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

function wasMade({ handed = [] }: ConversationDocument, record: ChangeRecord): boolean {
  const made = handed.find(({ actor, requestId }) => actor === record.actor && requestId === record.requestId)
  if (made !== undefined && made.bodyHash !== record.bodyHash) throw new AppError('request_id_reused')
  return made !== undefined
}

function assigneeOf({ assignee }: ConversationDocument): { assignee: string | null } {
  return { assignee: accountIdOf(assignee) }
}
