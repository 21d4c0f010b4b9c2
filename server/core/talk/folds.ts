import type { Instant } from '../../../shared/domain/book/types.ts'
import { act } from '../../../shared/domain/concierge/conversation.ts'
import { conversationOf } from '../../../shared/domain/concierge/message.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { type CountingNeeds, countUp, replace, tries, unmark } from './countUp.ts'
import type { ConversationDocument } from './documents.ts'

/**
 * Counts in what was said since; a message loses its mark only once the row has it.
 *
 * @returns the conversation with all of it; null: there is none
 */
async function foldConversation(deps: CountingNeeds, conversationId: string): Promise<ConversationDocument | null> {
  const { row, counted } = await countUp(deps, conversationId)
  if (counted.length > 0) await unmark(deps, counted)
  return row
}

/**
 * Does something with a conversation, all that was said counted in before.
 *
 * @param seenUpTo the newest message that whoever asks has seen
 * @returns the conversation after it
 * @throws AppError `not_found`, `not_allowed_now` with `new_message` or without a reason, `busy`
 */
export async function actOnConversation(
  deps: CountingNeeds,
  conversationId: string,
  { done, seenUpTo, wakesAt }: Acting,
): Promise<ConversationDocument> {
  for (let left = tries; left > 0; left--) {
    const before = await foldConversation(deps, conversationId)
    if (before === null) throw new AppError('not_found')
    const newest = before.tail.guest.at(-1) ?? 0
    if (seenUpTo !== undefined && newest > seenUpTo) throw new AppError('not_allowed_now', { reason: 'new_message' })
    const after = act(before, done, wakesAt)
    if (after === null) throw new AppError('not_allowed_now')
    if (after.state === before.state && after.wakesAt === before.wakesAt) return before
    const written = await replace(deps, before, after)
    if (written === null) continue
    deps.talked.tell(written)
    return written
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

interface Acting {
  readonly done: 'resolve' | 'snooze' | 'reopen' | 'wake'
  readonly seenUpTo?: number
  readonly wakesAt?: number
}

/** Marks older than this are nobody's who is just about to count them in. */
const leftMs = 2000

/** Messages that nobody counted in. */
export const leftAt = (now: Instant) => ({ unfolded: true, at: { $lt: new Date(now - leftMs) } }) as const
/** Conversations that come back. */
export const wakingAt = (now: Instant) => ({ wakesAt: { $gt: 0, $lte: now } })

/**
 * Makes up for nodes that were lost between a message and its counting in, and wakes what was laid aside.
 *
 * @returns how many conversations it brought up to date
 */
export async function sweepConversations(deps: CountingNeeds & Pick<Deps, 'clock'>): Promise<number> {
  const found = await deps.collections.messages
    .find(leftAt(deps.clock.now()), { projection: { stream: 1 }, maxTimeMS: 5000 })
    .limit(200)
    .toArray()
  const streams = [...new Set(found.map(({ stream }) => conversationOf(stream)))]
  for (const stream of streams) await countIn(deps, stream)
  return streams.length + (await wakeDue(deps))
}

async function countIn(deps: CountingNeeds, conversationId: string): Promise<void> {
  const now = await foldConversation(deps, conversationId)
  // Said while whoever it was with was being erased.
  if (now === null) await deps.collections.messages.deleteMany({ stream: conversationId })
  else await unmarkUpTo(deps, now)
}

/** Also what was counted in before its node was lost. */
async function unmarkUpTo({ collections }: CountingNeeds, { _id, top }: ConversationDocument): Promise<void> {
  const marked = { stream: _id, unfolded: true, seq: { $lte: top } } as const
  await collections.messages.updateMany(marked, { $unset: { unfolded: 1 } }, { maxTimeMS: 5000 })
}

async function wakeDue(deps: CountingNeeds & Pick<Deps, 'clock'>): Promise<number> {
  const due = await deps.collections.conversations
    .find(wakingAt(deps.clock.now()), { projection: { _id: 1 }, maxTimeMS: 5000 })
    .limit(100)
    .toArray()
  for (const { _id } of due) await actOnConversation(deps, _id, { done: 'wake' }).catch(ignoreIfMoved)
  return due.length
}

/** The guest has written meanwhile, or the desk has taken it up. */
function ignoreIfMoved(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not_allowed_now') throw error
}
