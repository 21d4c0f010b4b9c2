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
