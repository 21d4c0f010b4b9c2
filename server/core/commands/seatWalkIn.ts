import type { Input, Output } from '../../../shared/contract/index.ts'
import { type Context, permitAtVenue } from '../context.ts'
import { bookIdOf } from '../lane/bookId.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { reservationIdOf } from '../reservationId.ts'
import { submit } from './submit.ts'

/** Seats a party that came without booking. */
export async function seatWalkIn(ctx: Context, input: Input<'walkIn.seat'>): Promise<Output<'walkIn.seat'>> {
  const { venueId, date, party, override } = input
  permitAtVenue(ctx, venueId)
  const claimId = ctx.deps.newId()
  const want = {
    start: Date.parse(input.startsAt),
    party,
    override,
    channel: 'walk_in',
    ...(input.tableIds !== undefined && { unitIds: input.tableIds }),
  } as const
  const answer = await submit(ctx, bookIdOf(venueId, date), {
    type: 'walkIn',
    claimId,
    reservationId: reservationIdOf(venueId, date, claimId),
    want,
  })
  if (answer.claim === null) throw new Error('a walk-in leaves a claim')
  return presentClaim(answer.claim, { venueId, date, version: answer.version })
}
