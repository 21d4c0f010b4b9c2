import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Deps } from '../deps.ts'
import type { BookId } from '../lane/ports.ts'

/** Ends what is due in a book. Nothing due is nothing done, so it may come late, twice or never. */
export async function expireHolds({ lanes, probe }: Pick<Deps, 'lanes' | 'probe'>, bookId: BookId): Promise<void> {
  await lanes.submit({
    bookId,
    command: { type: 'expire' },
    by: { key: 'system', staff: true },
    requestId: null,
    bodyHash: '',
  })
  await probe?.at('K11.expired')
}

/**
 * From a hold's end until its job ends it in the book. It is free without that: where many run out in one second, those
 * who watch are told first.
 */
export const tidyAfterMs = 1_000
/** By then its job has come, or is late. */
const missedAfterMs = 1_500

/** Books that have something to expire. */
export const dueHolds = (now: Instant) => ({ nextDue: { $lte: new Date(now - missedAfterMs), $type: 'date' as const } })

/** Books with a hold that ran out and that nobody has tidied up yet. */
export async function booksWithDueHolds(
  { collections, clock }: Pick<Deps, 'collections' | 'clock'>,
  limit: number,
): Promise<readonly BookId[]> {
  const found = await collections.books
    .find(dueHolds(clock.now()), { projection: { _id: 1 }, maxTimeMS: 5000 })
    .sort({ nextDue: 1 })
    .limit(limit)
    .toArray()
  return found.map((book) => book._id)
}
