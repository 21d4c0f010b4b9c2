import type { Input, Output } from '../../../shared/contract/index.ts'
import { allows } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import { calendarOf } from '../calendar.ts'
import type { Context } from '../context.ts'
import { findReservation } from './findReservation.ts'

const shown = new Set(['confirmed', 'arrived', 'seated', 'completed', 'cancelled'])

/** @throws AppError `not_found`, `not_allowed_now` while there is nothing to keep a time free for */
export async function reservationCalendar(
  { deps, actor, policy }: Context,
  { reservationId }: Input<'reservation.calendar'>,
): Promise<Output<'reservation.calendar'>> {
  const found = await findReservation(deps, reservationId)
  if (found === null || !allows(policy, actor, found)) throw new AppError('not_found')
  if (!shown.has(found.state)) throw new AppError('not_allowed_now', { reason: found.state })
  const venue = await deps.collections.venues.findOne({ _id: found.venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return { filename: `couvert-${found.date}.ics`, text: calendarOf(found, venue, deps.clock.now()) }
}
