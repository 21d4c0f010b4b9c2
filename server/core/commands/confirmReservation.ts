import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Claim } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { bookedUntil } from '../ledger/weight.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { claimToAct } from '../queries/claimToAct.ts'
import type { Place } from '../reservationId.ts'
import { guestKeysOf, withGuestDetails } from './guestDetails.ts'
import { orRanOut } from './orRanOut.ts'
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
  return orRanOut(ctx, reservationId, async () => {
    const { place, claim } = await claimToAct(ctx, reservationId)
    const { venueId, date } = place
    const answer = await (claim === null
      ? // Ended, another's, or answered before: the book knows which, and nothing of the guest's is written for it.
        submit(ctx, place.bookId, { type: 'confirm', claimId: place.claimId })
      : confirmClaim(ctx, { reservationId, guest }, { place, claim }))
    if (answer.claim === null) throw new AppError('not_found')
    return presentClaim(answer.claim, { venueId, date, version: answer.version })
  })
}

function confirmClaim(
  ctx: Context,
  { reservationId, guest }: Input<'reservation.confirm'>,
  { place, claim }: { readonly place: Place; readonly claim: Claim },
): Promise<Accepted> {
  const { bookId, venueId, claimId } = place
  const { start, end } = claim
  return withGuestDetails(ctx, reservationId, guest, () =>
    underLimits(ctx, {
      bookId,
      command: { type: 'confirm', claimId },
      weight: { kind: 'booking', start, end, until: bookedUntil(start, end) },
      alsoKnownBy: [...holderPages(ctx, venueId, claim), ...guestKeysOf(ctx.deps, guest)],
    }),
  )
}
