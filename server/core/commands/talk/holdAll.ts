import type { Input } from '../../../../shared/contract/index.ts'
import type { Reservation } from '../../../../shared/contract/schemas.ts'
import type { Want } from '../../../../shared/domain/book/types.ts'
import { turnMinutes } from '../../../../shared/domain/tables/turnTime.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { canonical, idOf, sha256 } from '../../infra/ids.ts'
import { bookIdOf } from '../../lane/bookId.ts'
import { presentClaim } from '../../presenters/presentReservation.ts'
import { findReservation } from '../../queries/findReservation.ts'
import { settingsAtHand } from '../../queries/settingsAtHand.ts'
import { reservationIdOf } from '../../reservationId.ts'
import type { ConversationDocument } from '../../talk/documents.ts'
import { giveBack } from '../../talk/offers.ts'
import type { Accepted } from '../submit.ts'
import { underLimits } from '../underLimits.ts'

type Offered = Input<'offer.make'>
type Offer = Offered['offers'][number]

interface Held {
  readonly reservation: Reservation
  /** By an earlier try of the same request. */
  readonly replayed: boolean
}

/**
 * Holds all of them for the guest through the concierge's door, or none. A hold of the desk's is on none of the guest's
 * pages: it is not the guest who asks, several of a choice may well be of one evening, and what runs out was not theirs
 * to use. What they accept is judged like any booking.
 *
 * @throws AppError `not_found`, `slot_unavailable`, `hold_expired`, with the path of the first that cannot be had
 */
export async function holdAll(
  ctx: Context,
  input: Offered,
  { _id, owner }: ConversationDocument,
): Promise<Reservation[]> {
  const held: Held[] = []
  for (const [index, offer] of input.offers.entries()) {
    try {
      held.push(await holdOne(ctx, input, { offer, index, holder: owner }))
    } catch (error) {
      if (!(error instanceof AppError) || !error.toBody().settles) throw error
      if (error.code !== 'request_id_reused') await giveAllBack(ctx, held)
      throw withPath(error, index)
    }
  }
  if (held.some(({ replayed }) => replayed)) await mustBeWhole(ctx, held, _id)
  return held.map(({ reservation }) => reservation)
}

interface OneOf {
  readonly offer: Offer
  readonly index: number
  /** Actor key. */
  readonly holder: string
}

async function holdOne(ctx: Context, input: Offered, { offer, index, holder }: OneOf): Promise<Held> {
  const { deps, actor, requestId } = ctx
  const { venueId, date, party, area, tableIds } = offer
  const bookId = bookIdOf(venueId, date)
  const settings = await settingsAtHand(deps, bookId)
  const start = Date.parse(offer.startsAt)
  const want: Want = {
    start,
    party,
    channel: 'concierge',
    ...(area !== undefined && { area }),
    ...(tableIds !== undefined && { unitIds: tableIds }),
  }
  // One night may have several of a message's holds, and knows each request once.
  const own = idOf(`offer ${actor.key} ${requestId} ${index}`)
  const claimId = idOf(`held ${own}`)
  const reservationId = reservationIdOf(venueId, date, claimId)
  const end = start + turnMinutes(settings.turnTimes, party) * 60_000
  const expiresAt = deps.clock.now() + input.forMinutes * 60_000
  // Without the words: those are not to be found out by trying.
  const bodyHash = sha256(canonical([input.conversationId, input.offers, input.forMinutes]))
  const answer: Accepted = await underLimits(
    { ...ctx, requestId: own, bodyHash },
    {
      bookId,
      command: { type: 'hold', claimId, reservationId, want, expiresAt, holder },
      weight: { kind: 'hold', start, end, until: expiresAt },
    },
  )
  if (answer.claim === null) throw new Error('a hold leaves a claim')
  const reservation = presentClaim(answer.claim, { venueId, date, version: answer.version })
  return { reservation, replayed: answer.replayed }
}

/**
 * An earlier try may have held some, failed at the next, and given them back: then nothing is said of them now. Where it
 * did say so, the answer is the same again, whatever became of them since.
 */
async function mustBeWhole(ctx: Context, held: readonly Held[], stream: string): Promise<void> {
  const { deps, actor, requestId } = ctx
  const said = { stream, sender: actor.key, requestId }
  if ((await deps.collections.messages.findOne(said, { projection: { _id: 1 }, maxTimeMS: 3000 })) !== null) return
  const found = await Promise.all(held.map(({ reservation }) => findReservation(deps, reservation.reservationId)))
  const lost = found.findIndex((row) => row?.state !== 'held')
  if (lost === -1) return
  await giveAllBack(ctx, held)
  throw withPath(new AppError('hold_expired'), lost)
}

async function giveAllBack(ctx: Context, held: readonly Held[]): Promise<void> {
  for (const { reservation } of held) await giveBack(ctx, reservation.reservationId)
}

function withPath({ code, details, message }: AppError, index: number): AppError {
  return new AppError(code, { ...details, issues: [{ path: `offers.${index}`, message }] })
}
