import type { mongo } from 'mongoose'
import { fold, type Spoken, type Summary } from '../../../shared/domain/concierge/conversation.ts'
import { openBetween } from '../../../shared/domain/concierge/hours.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { looksTheSame } from './about.ts'
import { clockAfter } from './clocks.ts'
import { findConversation } from './conversations.ts'
import { rulesOf } from './desks.ts'
import type { ConversationDocument } from './documents.ts'

export type CountingNeeds = Pick<Deps, 'collections' | 'talked' | 'stirred' | 'probe'>

/** Messages counted in at a time. */
const most = 500
/** Others who write the row at the same time are few. */
export const tries = 20

/** A message that is to be counted in, and which it is. */
export interface Said extends Spoken {
  readonly _id: string
}

/** What somebody who was there knows already. */
interface Known {
  readonly row: ConversationDocument | undefined
  /** In any order; a majority has each of them. */
  readonly said: readonly Said[]
}

interface Counted {
  /** With all of it; null: there is no such conversation. */
  readonly row: ConversationDocument | null
  /** Messages whose mark can be taken off. */
  readonly counted: readonly string[]
}

/**
 * Counts in what was said since, in its order, and leaves the marks on. Killed anywhere it is done again with the same
 * result: only what stands above `top` is counted. What is known already is not read, unless something is missing.
 *
 * @throws AppError `busy`
 */
export async function countUp(deps: CountingNeeds, conversationId: string, known?: Known): Promise<Counted> {
  const counted: string[] = []
  let atHand = known && chained(known)
  for (let missed = 0; missed < tries; ) {
    const { before, said } = atHand ?? (await readBoth(deps, conversationId))
    atHand = null
    if (before === null || said.length === 0) return { row: before, counted }
    const after = said.reduce<Summary>(fold, before)
    await deps.probe?.at('K17.counting')
    const written = await replace(deps, before, after)
    if (written === null) {
      missed += 1
      continue
    }
    await deps.probe?.at('K13.folded')
    counted.push(...said.map(({ _id }) => _id))
    tellCounted(deps, before, written)
    if (said.length < most) return { row: written, counted }
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

/** Null where it does not follow on the row without a hole, or nothing of it does. */
function chained({ row, said }: Known): { before: ConversationDocument; said: readonly Said[] } | null {
  if (row === undefined) return null
  const next = said.filter(({ seq }) => seq > row.top).toSorted((a, b) => a.seq - b.seq)
  const isWhole = next.length > 0 && next.every(({ seq }, index) => seq === row.top + 1 + index)
  return isWhole ? { before: row, said: next } : null
}

async function readBoth(deps: CountingNeeds, conversationId: string) {
  const before = await findConversation(deps, conversationId)
  return { before, said: before === null ? [] : await saidAfter(deps, before) }
}

/** Whoever only reads what was said sees nothing of its being counted in, most of the time. */
function tellCounted({ talked }: CountingNeeds, before: ConversationDocument, row: ConversationDocument): void {
  const { _id, owner, deskId } = row
  const atHand = { is: 'counted', row } as const
  talked.tell({ _id, owner, deskId, atHand, ...(looksTheSame(before, row) && { part: 'lists' as const }) })
}

function saidAfter({ collections }: CountingNeeds, { _id, top }: ConversationDocument): Promise<readonly Said[]> {
  return collections.messages
    .find({ stream: _id, seq: { $gt: top } }, { projection: { seq: 1, side: 1, at: 1 }, maxTimeMS: 5000 })
    .sort({ seq: 1 })
    .limit(most)
    .map(({ _id: messageId, seq, side, at }) => ({ _id: messageId, seq, side, at: at.getTime() }))
    .toArray()
}

/** @returns null where somebody else has written it since it was read */
export async function replace(
  deps: CountingNeeds,
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
  { collections }: CountingNeeds,
  { deskId, awaits, clock }: ConversationDocument,
  at: number,
): Promise<Pick<mongo.UpdateFilter<ConversationDocument>, '$push'>> {
  if (awaits !== 'first' || !clock) return {}
  const desk = await collections.desks.findOne({ _id: deskId }, { projection: { hours: 1 }, maxTimeMS: 3000 })
  const tookMs = openBetween(rulesOf(desk).hours, clock.waitingSince, at)
  const answer = { at, tookMs, inTarget: clock.dueAt === null || at <= clock.dueAt }
  return { $push: { firstAnswers: { $each: [answer], $slice: -20 } } }
}

/** Once a row has counted them in. */
export async function unmark({ collections }: Pick<Deps, 'collections'>, ids: readonly string[]): Promise<void> {
  await collections.messages.updateMany({ _id: { $in: [...ids] } }, { $unset: { unfolded: 1 } }, { maxTimeMS: 5000 })
}
