import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Command } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { type Context, partyAt } from '../context.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { movedSince, whereIs } from '../queries/whereIs.ts'
import { homeOf, type Place } from '../reservationId.ts'
import { orRanOut } from './orRanOut.ts'
import { type Accepted, submit } from './submit.ts'

type Acted = Place & { readonly answer: Accepted }

/** Puts a command about a reservation into the book it is in now. */
function act(ctx: Context, reservationId: string, command: (claimId: string) => Command): Promise<Acted> {
  return orRanOut(ctx, reservationId, () => actWhereItIs(ctx, reservationId, command))
}

async function actWhereItIs(
  ctx: Context,
  reservationId: string,
  command: (claimId: string) => Command,
): Promise<Acted> {
  const at = async (place: Place): Promise<Acted> => ({
    ...place,
    answer: await submit(ctx, place.bookId, command(place.claimId)),
  })
  const home = homeOf(reservationId)
  let place = isSeen(ctx, home) ? home : await whereIs(ctx.deps, reservationId)
  for (;;) {
    try {
      return await at(place)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error
      // It was there when this node looked last; where it went is the bundles' to say.
      const moved = await movedSince(ctx.deps, reservationId, place)
      if (moved === null) throw error
      place = moved
    }
  }
}

/**
 * Does this node's copy know it where it was made, as theirs? Most reservations never go anywhere else. What is another's
 * is looked for like what is not there, so that the time taken tells nothing.
 */
function isSeen(ctx: Context, { bookId, venueId, claimId }: Place): boolean {
  const claims = ctx.deps.lanes.peek(bookId)?.claims
  const claim = claims !== undefined && Object.hasOwn(claims, claimId) ? claims[claimId] : undefined
  const by = partyAt(ctx, venueId)
  return claim !== undefined && (by.staff || claim.holder === by.key)
}

export async function releaseHold(
  ctx: Context,
  { reservationId }: Input<'hold.release'>,
): Promise<Output<'hold.release'>> {
  const { answer, bookId, claimId } = await act(ctx, reservationId, (claimId) => ({ type: 'release', claimId }))
  ctx.deps.ledger.endLater(bookId, claimId)
  return { reservationId, state: 'released', version: answer.version }
}

export async function cancelReservation(
  ctx: Context,
  { reservationId }: Input<'reservation.cancel'>,
): Promise<Output<'reservation.cancel'>> {
  const { answer, bookId, claimId } = await act(ctx, reservationId, (claimId) => ({ type: 'cancel', claimId }))
  ctx.deps.ledger.endLater(bookId, claimId)
  return { reservationId, state: 'cancelled', version: answer.version }
}

export async function moveReservation(
  ctx: Context,
  { reservationId, tableIds }: Input<'reservation.move'>,
): Promise<Output<'reservation.move'>> {
  const { answer, venueId, date } = await act(ctx, reservationId, (claimId) => ({
    type: 'move',
    claimId,
    unitIds: tableIds,
  }))
  if (answer.claim === null) throw new Error('a move leaves a claim')
  return presentClaim(answer.claim, { venueId, date, version: answer.version })
}

export async function advanceReservation(
  ctx: Context,
  { reservationId, to }: Input<'reservation.advance'>,
): Promise<Output<'reservation.advance'>> {
  const { answer } = await act(ctx, reservationId, (claimId) => ({ type: 'advance', claimId, to }))
  return { reservationId, state: to, version: answer.version }
}
