import type { ClaimState } from '../../../shared/domain/book/types.ts'
import { dayOf, sittingAt } from '../../../shared/domain/tables/slots.ts'
import type { Deps } from '../deps.ts'
import { bookIdOf } from '../lane/bookId.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { settingsAtHand } from './settingsAtHand.ts'

type Asked = Pick<ReservationDocument, 'venueId' | 'date' | 'start'>

const marks: readonly ClaimState[] = ['arrived', 'seated', 'no_show']

/**
 * Does the restaurant mark, in the service of this visit, who has come? Known by any booking of the same service that
 * was marked as arrived, seated or missing; who walks in is seated without it. Between services nobody knows.
 *
 * A mark of this very moment may not have been copied yet: then it says no, and whoever is late is told nothing.
 */
export async function marksArrivals(
  deps: Pick<Deps, 'collections' | 'lanes' | 'settings'>,
  { venueId, date, start }: Asked,
): Promise<boolean> {
  const book = bookIdOf(venueId, date)
  const sitting = sittingAt(dayOf(await settingsAtHand(deps, book), date), start)
  if (sitting === undefined) return false
  const marked = await deps.collections.events.findOne(
    {
      book,
      'event.type': 'claim.changed',
      'event.why': 'advance',
      'event.claim.state': { $in: marks },
      'event.claim.start': { $gte: sitting.start, $lt: sitting.end },
    },
    { projection: { _id: 1 }, maxTimeMS: 3000 },
  )
  return marked !== null
}
