import type { Input, Output } from '../../../shared/contract/index.ts'
import { turnMinutes } from '../../../shared/domain/tables/turnTime.ts'
import { type Context, permitAtVenue } from '../context.ts'
import { idOf } from '../infra/ids.ts'
import { bookIdOf } from '../lane/bookId.ts'
import { bookedUntil } from '../ledger/weight.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { settingsAtHand } from '../queries/settingsAtHand.ts'
import { reservationIdOf } from '../reservationId.ts'
import { channelOf } from './createHold.ts'
import { guestKeysOf, withGuestDetails } from './guestDetails.ts'
import { underLimits } from './underLimits.ts'

/** Books for a guest by hand: counted with the guest's own, limited by nothing but the room. */
export async function bookByHand(ctx: Context, input: Input<'reservation.book'>): Promise<Output<'reservation.book'>> {
  const { venueId, date, party, guest, override } = input
  permitAtVenue(ctx, venueId)
  const { deps } = ctx
  const settings = await settingsAtHand(deps, bookIdOf(venueId, date))
  const start = Date.parse(input.startsAt)
  const end =
    input.endsAt === undefined ? start + turnMinutes(settings.turnTimes, party) * 60_000 : Date.parse(input.endsAt)
  const claimId = claimIdOf(ctx)
  const reservationId = reservationIdOf(venueId, date, claimId)
  const want = {
    start,
    party,
    override,
    channel: channelOf(ctx, venueId),
    ...(input.tableIds !== undefined && { unitIds: input.tableIds }),
    ...(input.endsAt !== undefined && { end }),
  }
  const answer = await withGuestDetails(ctx, reservationId, guest, () =>
    underLimits(ctx, {
      bookId: bookIdOf(venueId, date),
      command: { type: 'book', claimId, reservationId, holder: `venue:${venueId}`, want },
      weight: { kind: 'booking', start, end, until: bookedUntil(start, end) },
      alsoKnownBy: guestKeysOf(deps, guest),
    }),
  )
  if (answer.claim === null) throw new Error('a booking leaves a claim')
  return presentClaim(answer.claim, { venueId, date, version: answer.version })
}

/** The same request makes the same reservation, so that the words written for it are those it is found with. */
function claimIdOf({ actor, requestId }: Context): string {
  return idOf(`${actor.key} ${requestId}`)
}
