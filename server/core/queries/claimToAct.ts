import type { Claim } from '../../../shared/domain/book/types.ts'
import { type Context, partyAt } from '../context.ts'
import type { Place } from '../reservationId.ts'
import { whereIs } from './whereIs.ts'

/**
 * The claim a command is about, if it is there and the actor's to act on. For what has to be known before the book
 * decides (times for the ledger, whose words may be written); the book then decides on its own copy.
 */
export async function claimToAct(ctx: Context, reservationId: string): Promise<{ place: Place; claim: Claim | null }> {
  const place = await whereIs(ctx.deps, reservationId)
  const read = await ctx.deps.store.read(place.bookId)
  const claim = read?.book.claims[place.claimId] ?? null
  const by = partyAt(ctx, place.venueId)
  return { place, claim: claim !== null && (by.staff || claim.holder === by.key) ? claim : null }
}
