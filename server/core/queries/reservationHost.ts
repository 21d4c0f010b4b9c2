import type { Input, Output } from '../../../shared/contract/index.ts'
import { allows } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import { openedDetails, toldOf } from '../commands/account/guestWords.ts'
import type { Context } from '../context.ts'
import { findReservation } from './findReservation.ts'

/**
 * Whoever comes. Asked for by itself: feeds name nobody, and that somebody of the restaurant has read a name is on record
 * before they are told.
 *
 * @throws AppError `not_found` for what is not there and what is not theirs alike
 */
export async function reservationHost(
  { deps, actor, policy }: Context,
  { reservationId }: Input<'reservation.host'>,
): Promise<Output<'reservation.host'>> {
  const found = await findReservation(deps, reservationId)
  if (found === null || !allows(policy, actor, found)) throw new AppError('not_found')
  const host = toldOf(await openedDetails(deps, [reservationId]), reservationId)?.host?.name ?? null
  if (host !== null && allows(policy, actor, { owner: null, venueId: found.venueId })) {
    await deps.audit.record({ action: 'guest.looked', by: actor.key, to: reservationId })
  }
  return { host }
}
