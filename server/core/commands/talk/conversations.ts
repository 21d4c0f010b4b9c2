import type { Input, Output } from '../../../../shared/contract/index.ts'
import { emptySummary } from '../../../../shared/domain/concierge/conversation.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { conversationFor } from '../../talk/conversations.ts'
import { findDesk } from '../../talk/desks.ts'
import type { ConversationDocument } from '../../talk/documents.ts'
import { actOnConversation } from '../../talk/folds.ts'
import { noteReceipt } from '../../talk/receipts.ts'
import { stay } from '../../talk/retention.ts'

/** Longest that something is laid aside. */
const longestSnoozeMs = 90 * 86_400_000

/** The one there is, or a new one; however many devices ask at once, it is one. @throws AppError `not_found` */
export async function openConversation(
  { deps, actor }: Context,
  { deskId, language }: Input<'conversation.open'>,
): Promise<Output<'conversation.open'>> {
  const desk = await findDesk(deps, deskId)
  const one = { owner: actor.key, deskId, broughtBy: { $exists: false } }
  const fresh = {
    _id: deps.newId(),
    language: language ?? desk.language,
    version: 1,
    ...emptySummary(deps.clock.now()),
  }
  const { conversations } = deps.collections
  const found = await conversations
    .findOneAndUpdate(one, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after', maxTimeMS: 3000 })
    .catch((error: unknown) => {
      // Another device has just made it.
      if ((error as { code?: unknown }).code !== 11_000) throw error
      return conversations.findOne(one, { maxTimeMS: 3000 })
    })
  if (found === null) throw new AppError('busy', { retryAfterMs: 1000 })
  // What is being removed is gone in a moment, and then there is a new one.
  await stay(deps, found).catch((cause: unknown) => {
    throw new AppError('busy', { retryAfterMs: 1000, cause })
  })
  if (found._id === fresh._id) deps.talked.tell(found)
  return { conversationId: found._id }
}

/** @throws AppError `not_found`, `invalid_input` */
export async function markRead(ctx: Context, input: Input<'conversation.read'>): Promise<Output<'conversation.read'>> {
  await noteReceipt(ctx, { ...input, read: true })
  return {}
}

/** @throws AppError `not_found`, `invalid_input` */
export async function markDelivered(
  ctx: Context,
  input: Input<'conversation.delivered'>,
): Promise<Output<'conversation.delivered'>> {
  await noteReceipt(ctx, { ...input, read: false })
  return {}
}

/** Told and forgotten. @throws AppError `not_found` */
export async function tellTyping(
  ctx: Context,
  { conversationId }: Input<'conversation.typing'>,
): Promise<Output<'conversation.typing'>> {
  const { side } = await conversationFor(ctx, conversationId)
  ctx.deps.typing.tell({ conversationId, side })
  return {}
}

/** @throws AppError `not_found`, `not_allowed_now` with `new_message` */
export async function resolveConversation(
  ctx: Context,
  { conversationId, upTo }: Input<'conversation.resolve'>,
): Promise<Output<'conversation.resolve'>> {
  await conversationFor(ctx, conversationId)
  return stateOf(await actOnConversation(ctx.deps, conversationId, { done: 'resolve', seenUpTo: upTo }))
}

/** @throws AppError `not_found`, `invalid_input`, `not_allowed_now` with `new_message` or where it is resolved */
export async function snoozeConversation(
  ctx: Context,
  { conversationId, upTo, until }: Input<'conversation.snooze'>,
): Promise<Output<'conversation.snooze'>> {
  await conversationFor(ctx, conversationId)
  const wakesAt = Date.parse(until)
  const ahead = wakesAt - ctx.deps.clock.now()
  if (ahead <= 0 || ahead > longestSnoozeMs) {
    throw new AppError('invalid_input', { issues: [{ path: 'until', message: 'Within ninety days from now' }] })
  }
  return stateOf(await actOnConversation(ctx.deps, conversationId, { done: 'snooze', seenUpTo: upTo, wakesAt }))
}

/** @throws AppError `not_found` */
export async function reopenConversation(
  ctx: Context,
  { conversationId }: Input<'conversation.reopen'>,
): Promise<Output<'conversation.reopen'>> {
  await conversationFor(ctx, conversationId)
  return stateOf(await actOnConversation(ctx.deps, conversationId, { done: 'reopen' }))
}

function stateOf({ state }: ConversationDocument): Pick<ConversationDocument, 'state'> {
  return { state }
}
