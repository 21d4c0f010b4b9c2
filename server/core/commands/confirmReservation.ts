import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import { type Context, partyAt } from '../context.ts'
import { bookedUntil } from '../ledger/weight.ts'
import { presentClaim, presentReservation } from '../presenters/presentReservation.ts'
import { claimToAct } from '../queries/claimToAct.ts'
import { findReservation } from '../queries/findReservation.ts'
import type { Place } from '../reservationId.ts'
import { guestKeysOf, withGuestDetails } from './guestDetails.ts'
import { type Accepted, submit } from './submit.ts'
import { holderPages, underLimits } from './underLimits.ts'

/**
 * Turns a hold into a reservation. The guest's words are written first, then the ledger counts a booking under every
 * key they are known by, then the book decides.
 *
 * @throws AppError `not_found`, `slot_unavailable`, `hold_expired`, `not_allowed_now`, `hold_limit`, `overlapping_booking`
 */
export async function confirmReservation(
  ctx: Context,
  { reservationId, guest }: Input<'reservation.confirm'>,
): Promise<Output<'reservation.confirm'>> {
  const { place, claim } = await claimToAct(ctx, reservationId)
  const { bookId, venueId, date, claimId } = place
  const command = { type: 'confirm', claimId } as const
  if (claim === null) {
    const answer = await confirmAgain(ctx, reservationId, place)
    return presentOrFail(answer, { venueId, date })
  }
  const { start, end } = claim
  const answer = await withGuestDetails(ctx, reservationId, guest, () =>
    underLimits(ctx, {
      bookId,
      command,
      weight: { kind: 'booking', start, end, until: bookedUntil(start, end) },
      alsoKnownBy: [...holderPages(ctx, venueId, claim), ...guestKeysOf(ctx.deps, guest)],
    }),
  )
  return presentOrFail(answer, { venueId, date })
}

/**
 * Ended, another's, or answered before: the book knows which, and nothing of the guest's is written for it. Whose hold
 * ran out is told so, also when it has been tidied up, whether or not the projection has heard of that.
 */
async function confirmAgain(
  ctx: Context,
  reservationId: string,
  { bookId, venueId, claimId }: Place,
): Promise<Accepted> {
  try {
    return await submit(ctx, bookId, { type: 'confirm', claimId })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    const ended = await findReservation(ctx.deps, reservationId)
    const by = partyAt(ctx, venueId)
    const isTheirs = ended !== null && (by.staff || ended.owner === by.key)
    const hasRunOut = isTheirs && presentReservation(ended, ctx.deps.clock.now()).state === 'expired'
    throw hasRunOut ? new AppError('hold_expired') : error
  }
}

function presentOrFail(answer: Accepted, at: { venueId: string; date: string }): Output<'reservation.confirm'> {
  if (answer.claim === null) throw new AppError('not_found')
  return presentClaim(answer.claim, { ...at, version: answer.version })
}
