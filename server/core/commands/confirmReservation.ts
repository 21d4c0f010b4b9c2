import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import { type Context, partyAt } from '../context.ts'
import { bookedUntil } from '../ledger/weight.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { claimToAct } from '../queries/claimToAct.ts'
import { guestKeysOf, withGuestDetails } from './guestDetails.ts'
import { submit } from './submit.ts'
import { underLimits } from './underLimits.ts'

/**
 * Turns a hold into a reservation. The guest's words are written first, then the ledger counts a booking under every
 * key they are known by, then the book decides.
 *
 * @throws AppError `not_found`, `hold_expired`, `not_allowed_now`, `hold_limit`, `overlapping_booking`
 */
export async function confirmReservation(
  ctx: Context,
  { reservationId, guest }: Input<'reservation.confirm'>,
): Promise<Output<'reservation.confirm'>> {
  const { place, claim } = await claimToAct(ctx, reservationId)
  const { bookId, venueId, date, claimId } = place
  const command = { type: 'confirm', claimId } as const
  if (claim === null) {
    // Ended, another's, or answered before: the book knows which, and nothing of the guest's is written for it.
    const again = await submit(ctx, bookId, command)
    return presentOrFail(again, { venueId, date })
  }
  const { start, end } = claim
  const answer = await withGuestDetails(ctx, reservationId, guest, () =>
    underLimits(ctx, {
      bookId,
      command,
      weight: { kind: 'booking', start, end, until: bookedUntil(start, end) },
      alsoKnownBy: partyAt(ctx, venueId).staff
        ? [claim.holder, ...guestKeysOf(ctx.deps, guest)]
        : guestKeysOf(ctx.deps, guest),
    }),
  )
  return presentOrFail(answer, { venueId, date })
}

function presentOrFail(
  answer: Awaited<ReturnType<typeof submit>>,
  at: { venueId: string; date: string },
): Output<'reservation.confirm'> {
  if (answer.claim === null) throw new AppError('not_found')
  return presentClaim(answer.claim, { ...at, version: answer.version })
}
