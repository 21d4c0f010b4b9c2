import { type Input, type Output, operations } from '../../../../shared/contract/index.ts'
import type { Reservation } from '../../../../shared/contract/schemas.ts'
import { lifeOf } from '../../../../shared/domain/concierge/card.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { presentReservation } from '../../presenters/presentReservation.ts'
import { findReservation } from '../../queries/findReservation.ts'
import { conversationAtDesk, conversationFor } from '../../talk/conversations.ts'
import { findDesk } from '../../talk/desks.ts'
import { giveBackAll, noteRefused, settleOffer } from '../../talk/offers.ts'
import { say } from '../../talk/say.ts'
import { confirmReservation } from '../confirmReservation.ts'
import { holdAll } from './holdAll.ts'
import { takeToAnswer } from './takeToAnswer.ts'

/**
 * Holds first, then speaks: what is offered is there. Killed in between the holds run out by themselves; asked again
 * nothing is held or said twice.
 *
 * @throws AppError `not_found`, `slot_unavailable`, `hold_expired` with the offer's path in `issues`; `not_allowed_now`
 * with `taken`; `request_id_reused`. LaneError
 */
export async function makeOffer(ctx: Context, input: Input<'offer.make'>): Promise<Output<'offer.make'>> {
  const { conversationId, text = '', evenIfTaken } = input
  const conversation = await conversationAtDesk(ctx, conversationId)
  const { venueIds } = await findDesk(ctx.deps, conversation.deskId)
  const elsewhere = input.offers.findIndex(({ venueId }) => !venueIds.includes(venueId))
  if (elsewhere !== -1) {
    const issues = [{ path: `offers.${elsewhere}.venueId`, message: 'Not served by this desk' }]
    throw new AppError('not_found', { issues })
  }
  await takeToAnswer(ctx, conversation, evenIfTaken === true)
  const reservations = await holdAll(ctx, input, conversation)
  await ctx.deps.probe?.at('K14.held')
  const cards = reservations.map(({ reservationId }) => ({ kind: 'proposal', reservationId }) as const)
  const said = await say(ctx, { conversation, as: 'message', side: 'desk', text, replyTo: null, cards })
  return { ...said, reservations }
}

/**
 * The choice is settled first, then confirmed as any hold is, then the others are given back. Killed anywhere, asking
 * again goes on; what nobody asks about again runs out.
 *
 * @throws AppError `not_allowed_now` with `chosen`, `declined` or `withdrawn`, and what `reservation.confirm` throws
 */
export async function acceptOffer(
  ctx: Context,
  { conversationId, seq, reservationId, guest }: Input<'offer.accept'>,
): Promise<Output<'offer.accept'>> {
  const { deps } = ctx
  const { conversation } = await conversationFor(ctx, conversationId)
  const message = await settleOffer(ctx, { conversation, seq, wish: { do: 'accept', reservationId } })
  await deps.probe?.at('K15.chosen')
  const booked = await confirm(ctx, { messageId: message._id, reservationId, guest })
  await deps.probe?.at('K16.booked')
  // It is booked, whatever becomes of the others: they run out.
  await giveBackAll(ctx, message, reservationId).catch((err: unknown) =>
    deps.log.warn({ err }, 'what was not chosen could not be given back'),
  )
  deps.talked.tell(conversation)
  return booked
}

interface Chosen extends Pick<Input<'offer.accept'>, 'reservationId' | 'guest'> {
  readonly messageId: string
}

async function confirm(ctx: Context, { messageId, reservationId, guest }: Chosen): Promise<Reservation> {
  const { deps } = ctx
  const confirming = { ...ctx, policy: operations['reservation.confirm'].policy }
  try {
    return await confirmReservation(confirming, { reservationId, guest })
  } catch (error) {
    if (!(error instanceof AppError) || !error.toBody().settles) throw error
    const found = await findReservation(deps, reservationId)
    const isBooked = found !== null && lifeOf(presentReservation(found, deps.clock.now()).state) === 'booked'
    // Another device was faster, with the same.
    if (isBooked && error.code === 'not_allowed_now') return presentReservation(found, deps.clock.now())
    if (!isBooked) await noteRefused(deps, messageId, reservationId)
    throw error
  }
}

/** @throws AppError `not_found`, `not_allowed_now` with `chosen` or `withdrawn` */
export async function declineOffer(
  ctx: Context,
  { conversationId, seq }: Input<'offer.decline'>,
): Promise<Output<'offer.decline'>> {
  const { conversation } = await conversationFor(ctx, conversationId)
  await giveBackAll(ctx, await settleOffer(ctx, { conversation, seq, wish: { do: 'decline' } }))
  ctx.deps.talked.tell(conversation)
  return {}
}

/** @throws AppError `not_found`, `not_allowed_now` with `chosen` or `declined` */
export async function withdrawOffer(
  ctx: Context,
  { conversationId, seq }: Input<'offer.withdraw'>,
): Promise<Output<'offer.withdraw'>> {
  const conversation = await conversationAtDesk(ctx, conversationId)
  await giveBackAll(ctx, await settleOffer(ctx, { conversation, seq, wish: { do: 'withdraw' } }))
  ctx.deps.talked.tell(conversation)
  return {}
}
