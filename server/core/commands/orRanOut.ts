import { AppError } from '../appError.ts'
import { type Context, partyAt } from '../context.ts'
import { presentReservation } from '../presenters/presentReservation.ts'
import { findReservation } from '../queries/findReservation.ts'

/**
 * Does what was asked about a reservation. Where the book no longer knows it, for a hold that ran out is tidied up a
 * moment later, whose hold it was is told so: the answer does not depend on which came first, nor on whether the
 * projection has heard of it.
 *
 * @throws AppError `hold_expired` for `not_found`, and what `doing` throws
 */
export async function orRanOut<T>(ctx: Context, reservationId: string, doing: () => Promise<T>): Promise<T> {
  try {
    return await doing()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    const ended = await findReservation(ctx.deps, reservationId)
    if (ended === null) throw error
    const by = partyAt(ctx, ended.venueId)
    const isTheirs = by.staff || ended.owner === by.key
    const hasRunOut = presentReservation(ended, ctx.deps.clock.now()).state === 'expired'
    throw isTheirs && hasRunOut ? new AppError('hold_expired') : error
  }
}
