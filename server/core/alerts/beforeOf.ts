import type { Claim } from '../../../shared/domain/book/types.ts'
import type { Visit } from '../../../shared/domain/notices/decideNotice.ts'
import type { Deps } from '../deps.ts'
import { bookIdOf } from '../lane/bookId.ts'
import type { AlertDocument, AlertFact } from './documents.ts'

type Needs = Pick<Deps, 'collections'>

/** What a booking was before this change, as the history tells; null where it tells nothing. */
export async function beforeOf(
  deps: Needs,
  { venueId }: Pick<AlertDocument, 'venueId'>,
  { date, order: [, version, n], reservationId }: AlertFact,
): Promise<Visit | null> {
  const book = bookIdOf(venueId, date)
  const changed = await claimAt(deps, { book, version, n })
  if (changed?.reservationId !== reservationId) return null
  const before = await claimAt(deps, {
    book,
    'event.claim.id': changed.id,
    $or: [{ version: { $lt: version } }, { version, n: { $lt: n } }],
  })
  if (before?.bundle?.role !== 'arriving') return before === null ? null : visitOf(before)
  // It came from another date: there it was until then.
  const bundle = await deps.collections.bundles.findOne({ _id: before.bundle.id }, { maxTimeMS: 3000 })
  if (bundle === null) return null
  const { bookId, claimId } = bundle.from
  const there = await claimAt(deps, { book: bookId, 'event.claim.id': claimId })
  return there === null ? null : visitOf(there)
}

/** The newest of them. */
async function claimAt({ collections }: Needs, filter: object): Promise<Claim | null> {
  const found = await collections.events.findOne(filter, { sort: { version: -1, n: -1 }, maxTimeMS: 5000 })
  return found === null || found.event.type === 'settings.adopted' ? null : found.event.claim
}

function visitOf({ start, party }: Claim): Visit {
  return { start, party }
}
