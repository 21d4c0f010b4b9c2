import type { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { act, fold, type Summary } from '../../../shared/domain/concierge/conversation.ts'
import { openBetween } from '../../../shared/domain/concierge/hours.ts'
import { conversationOf } from '../../../shared/domain/concierge/message.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { clockAfter } from './clocks.ts'
import { findConversation } from './conversations.ts'
import { rulesOf } from './desks.ts'
import type { ConversationDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'talked' | 'stirred' | 'probe'>

/** Messages counted in at a time. */
const most = 500
/** Others who write the row at the same time are few. */
const tries = 20

/**
 * Counts in what was said since, in its order. Killed anywhere it is done again with the same result: only what stands
 * above `top` is counted, and a message loses its mark only once the row has it.
 *
 * @returns the conversation with all of it; null: there is none
 */
export async function foldConversation(deps: Needs, conversationId: string): Promise<ConversationDocument | null> {
  for (let missed = 0; missed < tries; ) {
    const before = await findConversation(deps, conversationId)
    if (before === null) return null
    const spoken = await spokenAfter(deps, before)
    if (spoken.length === 0) return before
    const after = spoken.reduce<Summary>(fold, before)
    await deps.probe?.at('K17.counting')
    const written = await replace(deps, before, after)
    if (written === null) {
      missed += 1
      continue
    }
    await deps.probe?.at('K13.folded')
    await unmark(deps, conversationId, written.top)
    deps.talked.tell(written)
    if (spoken.length < most) return written
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

/**
 * Does something with a conversation, all that was said counted in before.
 *
 * @param seenUpTo the newest message that whoever asks has seen
 * @returns the conversation after it
 * @throws AppError `not_found`, `not_allowed_now` with `new_message` or without a reason, `busy`
 */
export async function actOnConversation(
  deps: Needs,
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

function spokenAfter({ collections }: Needs, { _id, top }: ConversationDocument) {
  return collections.messages
    .find({ stream: _id, seq: { $gt: top } }, { projection: { seq: 1, side: 1, at: 1 }, maxTimeMS: 5000 })
    .sort({ seq: 1 })
    .limit(most)
    .map(({ seq, side, at }) => ({ seq, side, at: at.getTime() }))
    .toArray()
}

/** @returns null where somebody else has written it since it was read */
async function replace(
  deps: Needs,
  before: ConversationDocument,
  { state, top, waitingSince, awaits, answered, lastSide, lastAt, wakesAt, tail, unlooked = null }: Summary,
): Promise<ConversationDocument | null> {
  const { _id, version, assignee = null } = before
  const clock = await clockAfter(deps, before, { waitingSince, awaits })
  const said = { state, top, waitingSince, awaits, answered, lastSide, lastAt, wakesAt, tail }
  const summary = { ...said, unlooked, clock }
  // What is done is nobody's: when the guest writes again, whoever had it is one of those who may be given it.
  const letGo =
    state === 'resolved' && assignee !== null ? { assignee: null, givenAt: null, given: null, last: assignee } : {}
  const isAnotherWait = waitingSince !== before.waitingSince
  const written = await deps.collections.conversations.findOneAndUpdate(
    { _id, version },
    {
      $set: { ...summary, ...letGo },
      ...(isAnotherWait && { $unset: { wait: 1 } }),
      ...(isAnotherWait && (await firstAnswered(deps, before, lastAt))),
      $inc: { version: 1 },
    },
    { returnDocument: 'after', maxTimeMS: 5000 },
  )
  const stirs = isAnotherWait || state !== before.state
  if (written !== null && stirs) deps.stirred.tell(before.deskId)
  return written
}

/** The desk has ended the wait for its first word: how long that took is kept. */
async function firstAnswered(
  { collections }: Needs,
  { deskId, awaits, clock }: ConversationDocument,
  at: number,
): Promise<Pick<mongo.UpdateFilter<ConversationDocument>, '$push'>> {
  if (awaits !== 'first' || !clock) return {}
  const desk = await collections.desks.findOne({ _id: deskId }, { projection: { hours: 1 }, maxTimeMS: 3000 })
  const tookMs = openBetween(rulesOf(desk).hours, clock.waitingSince, at)
  const answer = { at, tookMs, inTarget: clock.dueAt === null || at <= clock.dueAt }
  return { $push: { firstAnswers: { $each: [answer], $slice: -20 } } }
}

async function unmark({ collections }: Needs, stream: string, top: number): Promise<void> {
  const marked = { stream, unfolded: true, seq: { $lte: top } } as const
  await collections.messages.updateMany(marked, { $unset: { unfolded: 1 } }, { maxTimeMS: 5000 })
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
export async function sweepConversations(deps: Needs & Pick<Deps, 'clock'>): Promise<number> {
  const found = await deps.collections.messages
    .find(leftAt(deps.clock.now()), { projection: { stream: 1 }, maxTimeMS: 5000 })
    .limit(200)
    .toArray()
  const streams = [...new Set(found.map(({ stream }) => conversationOf(stream)))]
  for (const stream of streams) await countIn(deps, stream)
  return streams.length + (await wakeDue(deps))
}

async function countIn(deps: Needs, conversationId: string): Promise<void> {
  const now = await foldConversation(deps, conversationId)
  if (now !== null) return unmark(deps, conversationId, now.top)
  // Said while whoever it was with was being erased.
  await deps.collections.messages.deleteMany({ stream: conversationId })
}

async function wakeDue(deps: Needs & Pick<Deps, 'clock'>): Promise<number> {
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
