import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { linkSecretOf } from '../identity/manageLink.ts'
import { findReservation } from './findReservation.ts'

/** @throws AppError `not_found`, `not_allowed_now` */
export async function reservationLink(
  { deps, actor }: Context,
  { reservationId }: Input<'reservation.link'>,
): Promise<Output<'reservation.link'>> {
  const found = await findReservation(deps, reservationId)
  if (found?.owner !== actor.key) throw new AppError('not_found')
  return { secret: await linkSecretOf(deps, reservationId) }
}
