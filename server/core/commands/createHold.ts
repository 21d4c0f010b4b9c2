import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Channel, Want } from '../../../shared/domain/book/types.ts'
import { turnMinutes } from '../../../shared/domain/tables/turnTime.ts'
import { type Context, partyAt, permitAtVenue } from '../context.ts'
import type { Actor } from '../infra/tokens.ts'
import { bookIdOf } from '../lane/bookId.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { settingsAtHand } from '../queries/settingsAtHand.ts'
import { reservationIdOf } from '../reservationId.ts'
import { underLimits } from './underLimits.ts'
import { visitorsShare } from './visitorsShare.ts'

/**
 * Holds a table while the guest decides.
 *
 * Decided in the book's lane, on the copy whose version the write names; decided anywhere else two diners can win.
 * The end of the hold is fixed before the ledger hears of it, so that both count the same.
 *
 * @throws AppError `not_found`, `slot_unavailable`, `hold_limit`, `overlapping_booking`, `cooling_down`, `sign_in_first`
 */
export async function createHold(ctx: Context, input: Input<'hold.create'>): Promise<Output<'hold.create'>> {
  const { venueId, date, party } = input
  permitAtVenue(ctx, venueId)
  const { deps } = ctx
  const settings = await settingsAtHand(deps, bookIdOf(venueId, date))
  const start = Date.parse(input.startsAt)
  const want: Want = {
    start,
    party,
    channel: channelOf(ctx, venueId),
    ...(input.area !== undefined && { area: input.area }),
  }
  const end = start + turnMinutes(settings.turnTimes, party) * 60_000
  const claimId = deps.newId()
  const reservationId = reservationIdOf(venueId, date, claimId)
  const expiresAt = deps.clock.now() + settings.holdMs
  const share = visitorsShare(ctx, settings)
  const answer = await underLimits(ctx, {
    bookId: bookIdOf(venueId, date),
    command: { type: 'hold', claimId, reservationId, want, expiresAt, ...(share !== undefined && { share }) },
    weight: { kind: 'hold', start, end, until: expiresAt },
  })
  if (answer.claim === null) throw new Error('a hold leaves a claim')
  return presentClaim(answer.claim, { venueId, date, version: answer.version })
}

/** Through which door: staff's own, the concierge's, or the public's. */
export function channelOf(ctx: Context, venueId: string): Channel {
  if (!partyAt(ctx, venueId).staff) return 'online'
  return isConciergeAt(ctx.actor, venueId) ? 'concierge' : 'in_house'
}

export function isConciergeAt({ grants }: Pick<Actor, 'grants'>, venueId: string): boolean {
  return grants.some(({ role, venueId: at }) => role === 'concierge' && at === venueId)
}
