import type { Input, Output } from '../../../../shared/contract/index.ts'
import { proposalsOf } from '../../../../shared/domain/concierge/card.ts'
import type { Side } from '../../../../shared/domain/concierge/conversation.ts'
import { mayChange, mostEdits } from '../../../../shared/domain/concierge/message.ts'
import { AppError } from '../../appError.ts'
import { claimAttachments, mustWait } from '../../attachments/claim.ts'
import { doubtAttachments, removeAttachment } from '../../attachments/remove.ts'
import type { Context } from '../../context.ts'
import { attachmentsOf } from '../../presenters/presentMessage.ts'
import { findReservation } from '../../queries/findReservation.ts'
import { changeMessage } from '../../talk/changeMessage.ts'
import { conversationFor } from '../../talk/conversations.ts'
import { findDesk } from '../../talk/desks.ts'
import type { ConversationDocument, MessageDocument } from '../../talk/documents.ts'
import { carryingOf, giveBackAll } from '../../talk/offers.ts'
import { say, wasSaid } from '../../talk/say.ts'
import { openSaid, sealSaid } from '../../talk/sealing.ts'
import { takeToAnswer } from './takeToAnswer.ts'

/** Reactions on one message; more people than that hardly talk with one guest. */
const mostReactions = 50

/**
 * @throws AppError `not_found`, also for what it answers; `not_allowed_now` with `taken`; `request_id_reused`;
 * `invalid_input` for files that are not theirs to send. LaneError
 */
export async function sendMessage(
  ctx: Context,
  { conversationId, text, replyTo, reservationId, attachments: files = [], evenIfTaken }: Input<'message.send'>,
): Promise<Output<'message.send'>> {
  const { conversation, side } = await conversationFor(ctx, conversationId)
  // All that may be refused is looked at before anything is taken.
  if (replyTo !== undefined) await mustBeThere(ctx, conversationId, replyTo)
  if (reservationId !== undefined) await mustBeTheirs(ctx, conversation, reservationId)
  await unlessSaid(ctx, conversationId, () => mustWait(ctx, conversationId, files))
  if (side === 'desk') await takeToAnswer(ctx, conversation, evenIfTaken === true)
  const claimed = await unlessSaid(ctx, conversationId, () => claimAttachments(ctx, conversationId, files))
  const cards = reservationId === undefined ? [] : [{ kind: 'reservation', reservationId } as const]
  const words = { conversation, as: 'message', side, text, replyTo: replyTo ?? null } as const
  return say(ctx, { ...words, cards, attachments: claimed ?? [] })
}

/** What was said before with them is only found again: they may be gone since. @returns null: it was */
async function unlessSaid<T>(ctx: Context, stream: string, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    if (await wasSaid(ctx, stream)) return null
    throw error
  }
}

/** The guest's own, at a restaurant that the desk serves. @throws AppError `not_found` */
async function mustBeTheirs(
  { deps }: Context,
  { owner, deskId }: ConversationDocument,
  reservationId: string,
): Promise<void> {
  const [found, { venueIds }] = await Promise.all([findReservation(deps, reservationId), findDesk(deps, deskId)])
  if (found?.owner !== owner || !venueIds.includes(found.venueId)) throw new AppError('not_found')
}

/** @throws AppError `not_found`, `not_allowed_now`, `request_id_reused` */
export async function editMessage(
  ctx: Context,
  { conversationId, seq, text }: Input<'message.edit'>,
): Promise<Output<'message.edit'>> {
  const { conversation } = await conversationFor(ctx, conversationId)
  await changeMessage(ctx, { conversation, seq }, (message) => {
    mustBeOwn(ctx, message)
    const was = withPresent(ctx, message)
    if (was.length > mostEdits) throw new AppError('not_allowed_now', { reason: 'too_many' })
    return {
      text: sealSaid(ctx.deps, 'text', message._id, text),
      was: sealSaid(ctx.deps, 'was', message._id, JSON.stringify(was)),
      editedAt: new Date(ctx.deps.clock.now()),
    }
  })
  return {}
}

/**
 * Withdrawn twice it is withdrawn once. What it offered is given back, and the files that came with it are removed; what
 * they were remains with the words that were withdrawn, for the desk.
 *
 * @throws AppError `not_found`, `not_allowed_now`, `request_id_reused`
 */
export async function withdrawMessage(
  ctx: Context,
  { conversationId, seq }: Input<'message.withdraw'>,
): Promise<Output<'message.withdraw'>> {
  const { conversation } = await conversationFor(ctx, conversationId)
  const files = await filesOf(ctx, conversationId, seq)
  if (files.length > 0) await doubtAttachments(ctx.deps, files)
  await changeMessage(ctx, { conversation, seq }, (message) => {
    if (message.sender === ctx.actor.key && message.withdrawnAt !== undefined) return null
    mustBeOwn(ctx, message)
    const isOpen = message.outcome === undefined && proposalsOf(carryingOf(message)).length > 0
    return {
      ...(isOpen && { outcome: { is: 'withdrawn' } as const }),
      text: null,
      was: sealSaid(ctx.deps, 'was', message._id, JSON.stringify(withPresent(ctx, message))),
      withdrawnAt: new Date(ctx.deps.clock.now()),
    }
  })
  const withdrawn = { stream: conversationId, seq, 'outcome.is': 'withdrawn' } as const
  const offering = await ctx.deps.collections.messages.findOne(withdrawn, { maxTimeMS: 3000 })
  if (offering !== null) await giveBackAll(ctx, offering)
  for (const attachmentId of files) await removeAttachment(ctx.deps, attachmentId)
  return {}
}

async function filesOf({ deps }: Context, stream: string, seq: number): Promise<readonly string[]> {
  const options = { projection: { files: 1 }, maxTimeMS: 3000 } as const
  const message = await deps.collections.messages.findOne({ stream, seq }, options)
  return message === null ? [] : attachmentsOf(deps, message).map(({ attachmentId }) => attachmentId)
}

/** @throws AppError `not_found`, `not_allowed_now`, `request_id_reused` */
export async function reactToMessage(
  ctx: Context,
  { conversationId, seq, reaction }: Input<'message.react'>,
): Promise<Output<'message.react'>> {
  const { conversation, side } = await conversationFor(ctx, conversationId)
  await changeMessage(ctx, { conversation, seq }, (message) => {
    if (message.withdrawnAt !== undefined) throw new AppError('not_allowed_now', { reason: 'withdrawn' })
    const reactions = reactionsWith(message, { by: ctx.actor.key, side, reaction })
    if (reactions.length > mostReactions) throw new AppError('not_allowed_now', { reason: 'too_many' })
    return { text: message.text, reactions }
  })
  return {}
}

/** One for each person. */
function reactionsWith(
  { reactions = [] }: MessageDocument,
  { by, side, reaction }: { by: string; side: Side; reaction: Input<'message.react'>['reaction'] },
) {
  const others = reactions.filter((one) => one.by !== by)
  return reaction === null ? others : [...others, { by, side, reaction }]
}

async function mustBeThere({ deps }: Context, stream: string, seq: number): Promise<void> {
  const options = { projection: { _id: 1 }, maxTimeMS: 3000 }
  if ((await deps.collections.messages.findOne({ stream, seq }, options)) === null) throw new AppError('not_found')
}

/** @throws AppError `not_allowed_now` for another's, once it is withdrawn, and when its time is over */
function mustBeOwn({ deps, actor }: Context, { sender, at, withdrawnAt }: MessageDocument): void {
  if (sender !== actor.key) throw new AppError('not_allowed_now', { reason: 'not_own' })
  if (withdrawnAt !== undefined) throw new AppError('not_allowed_now', { reason: 'withdrawn' })
  if (!mayChange(at.getTime(), deps.clock.now())) throw new AppError('not_allowed_now', { reason: 'too_late' })
}

/** What it has said so far, the present words last. */
function withPresent({ deps }: Context, { _id, was, text }: MessageDocument): readonly string[] {
  const before = was === undefined ? [] : (JSON.parse(openSaid(deps, 'was', _id, was)) as string[])
  return text === null ? before : [...before, openSaid(deps, 'text', _id, text)]
}
