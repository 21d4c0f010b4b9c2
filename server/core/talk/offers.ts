import { operations } from '../../../shared/contract/index.ts'
import {
  type Carrying,
  judge,
  lifeOf,
  proposalsOf,
  type ReservationState,
  type StateOf,
  type Wish,
} from '../../../shared/domain/concierge/card.ts'
import { AppError } from '../appError.ts'
import { releaseHold } from '../commands/actOnReservation.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import { canonical, idOf, sha256 } from '../infra/ids.ts'
import { claimKey } from '../ledger/entry.ts'
import { presentReservation } from '../presenters/presentReservation.ts'
import { findReservation } from '../queries/findReservation.ts'
import { whereIs } from '../queries/whereIs.ts'
import type { ConversationDocument, MessageDocument } from './documents.ts'

/** Taps on one message at the same time are few. */
const tries = 20

interface Tap {
  readonly conversation: ConversationDocument
  readonly seq: number
  readonly wish: Wish
}

/**
 * What becomes of a message's proposals, settled by one write: of any number of taps, on whatever devices and nodes,
 * one succeeds, and the others are told what it was.
 *
 * @returns the message after it, also where it was so already
 * @throws AppError `not_found`, `not_allowed_now` with `chosen`, `declined` or `withdrawn`, `busy`
 */
export async function settleOffer(ctx: Context, { conversation, seq, wish }: Tap): Promise<MessageDocument> {
  const { deps } = ctx
  const { messages } = deps.collections
  for (let left = tries; left > 0; left--) {
    const before = await messages.findOne({ stream: conversation._id, seq }, { maxTimeMS: 3000 })
    const proposals = before === null ? [] : proposalsOf(carryingOf(before))
    const isThere = wish.do === 'accept' ? proposals.includes(wish.reservationId) : proposals.length > 0
    if (before === null || !isThere) throw new AppError('not_found')
    const verdict = judge(carryingOf(before), wish, await statesOf(deps, proposals))
    if (verdict.is === 'soAlready') return before
    if (verdict.is === 'refused') throw settledAs(verdict.reason, verdict.chosen)
    const { outcome, giveUp } = verdict
    if (giveUp !== null && !(await giveBack(ctx, giveUp))) throw settledAs('chosen', giveUp)
    const compared = deps.probe?.breaks('choose-unseen') === true ? {} : { rev: before.rev }
    const written = await messages.findOneAndUpdate(
      { _id: before._id, ...compared },
      { $set: { outcome }, $inc: { rev: 1 } },
      { returnDocument: 'after', maxTimeMS: 3000 },
    )
    if (written === null) continue
    deps.talked.tell(conversation)
    return written
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

/** What was chosen could not be confirmed: another of the choice may be. */
export async function noteRefused({ collections }: Deps, messageId: string, reservationId: string): Promise<void> {
  await collections.messages.updateOne(
    { _id: messageId, 'outcome.is': 'chosen', 'outcome.reservationId': reservationId },
    { $set: { 'outcome.refused': true }, $inc: { rev: 1 } },
    { maxTimeMS: 3000 },
  )
}

/** All that a message offers and that is still held, but this one. */
export async function giveBackAll(ctx: Context, message: MessageDocument, but: string | null = null): Promise<void> {
  const others = proposalsOf(carryingOf(message)).filter((id) => id !== but)
  const stateOf = await statesOf(ctx.deps, others)
  for (const id of others) if (lifeOf(stateOf(id)) === 'held') await giveBack(ctx, id)
}

/**
 * The book itself is asked, whatever a clock says: after this it can be confirmed no more.
 *
 * @returns false: it is booked, or not theirs to give back
 */
export async function giveBack(ctx: Context, reservationId: string): Promise<boolean> {
  const requestId = idOf(`give back ${ctx.actor.key} ${ctx.requestId} ${reservationId}`)
  const bodyHash = sha256(canonical(['hold.release', reservationId]))
  const releasing = { ...ctx, requestId, bodyHash, policy: operations['hold.release'].policy }
  try {
    await releaseHold(releasing, { reservationId })
    return true
  } catch (error) {
    if (!(error instanceof AppError) || !error.toBody().settles) throw error
    if (error.code === 'hold_expired') return true
    const stateOf = await statesOf(ctx.deps, [reservationId])
    return lifeOf(stateOf(reservationId)) === 'ended'
  }
}

/** Messages with cards that are looked through for one person: the newest. */
const mostCarriers = 100

/** `claimKey`s of what desks have offered somebody and nobody has settled yet. */
export async function offeredTo({ collections, bundles }: Needs, owner: string): Promise<readonly string[]> {
  const own = await collections.conversations.find({ owner }, { projection: { _id: 1 }, maxTimeMS: 5000 }).toArray()
  const open = { stream: { $in: own.map(({ _id }) => _id) }, cards: { $exists: true }, outcome: { $exists: false } }
  const carriers = await collections.messages
    .find(open, { projection: { cards: 1 }, maxTimeMS: 5000 })
    .sort({ seq: -1 })
    .limit(mostCarriers)
    .toArray()
  const places = carriers.flatMap(carryingOf).flatMap(proposalsOf)
  const found = await Promise.all(places.map((id) => whereIs({ bundles }, id)))
  return found.map(({ bookId, claimId }) => claimKey(bookId, claimId))
}

export function carryingOf({ cards = [], outcome }: Pick<MessageDocument, 'cards' | 'outcome'>): Carrying {
  return { cards, outcome }
}

type Needs = Pick<Deps, 'collections' | 'store' | 'bundles' | 'clock'>

/** As the books say now. */
async function statesOf(deps: Needs, ids: readonly string[]): Promise<StateOf> {
  const found = await Promise.all(ids.map((id) => findReservation(deps, id)))
  const now = deps.clock.now()
  const states = new Map<string, ReservationState>()
  for (const row of found) if (row !== null) states.set(row._id, presentReservation(row, now).state)
  return (id) => states.get(id) ?? 'expired'
}

function settledAs(reason: string, chosen: string | null): AppError {
  return new AppError('not_allowed_now', { reason, ...(chosen !== null && { chosen }) })
}
