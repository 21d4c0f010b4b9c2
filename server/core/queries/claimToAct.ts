import type { Claim } from '../../../shared/domain/book/types.ts'
import { type Context, partyAt } from '../context.ts'
import type { Place } from '../reservationId.ts'
import { movedSince, stateThere, whereIs } from './whereIs.ts'

/**
 * The claim a command is about, if it is there and the actor's to act on. For what has to be known before the book
 * decides (times for the ledger, whose words may be written); the book then decides on its own copy.
 */
export async function claimToAct(ctx: Context, reservationId: string): Promise<{ place: Place; claim: Claim | null }> {
  return lookAt(ctx, reservationId, await whereIs(ctx.deps, reservationId))
}

async function lookAt(
  ctx: Context,
  reservationId: string,
  place: Place,
): Promise<{ place: Place; claim: Claim | null }> {
  const read = await ctx.deps.store.read(place.bookId)
  const claim = read?.book.claims[place.claimId] ?? null
  const by = partyAt(ctx, place.venueId)
  if (claim !== null && (by.staff || claim.holder === by.key)) {
    return { place, claim: { ...claim, state: stateThere(claim) } }
  }
  const moved = await movedSince(ctx.deps, reservationId, place)
  return moved === null ? { place, claim: null } : lookAt(ctx, reservationId, moved)
}
