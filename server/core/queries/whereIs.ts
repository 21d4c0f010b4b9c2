import type { Claim } from '../../../shared/domain/book/types.ts'
import type { Deps } from '../deps.ts'
import { parseBookId } from '../lane/bookId.ts'
import { homeOf, type Place } from '../reservationId.ts'

/**
 * The book and claim a reservation is in: where the newest committed change of date took it, else where it was made.
 * From the bundles, which decide it, and not from the projection, which follows.
 */
export async function whereIs({ bundles }: Pick<Deps, 'bundles'>, reservationId: string): Promise<Place> {
  const moved = await bundles.newestOf(reservationId)
  return moved === null ? homeOf(reservationId) : { ...moved, ...parseBookId(moved.bookId) }
}

/**
 * Where a change of date took it since this place was looked up, or null. For who did not find it there: between the
 * two readings of bundles and book the one may commit and the other end the claim that was left behind.
 */
export async function movedSince(
  deps: Pick<Deps, 'bundles'>,
  reservationId: string,
  { bookId, claimId }: Place,
): Promise<Place | null> {
  const now = await whereIs(deps, reservationId)
  return now.bookId === bookId && now.claimId === claimId ? null : now
}

/** Its state where it is: a bundle that brought it there has committed, whether or not the book says so yet. */
export function stateThere({ state, bundle }: Claim): Claim['state'] {
  return bundle?.role === 'arriving' ? bundle.becomes : state
}
