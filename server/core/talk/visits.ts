import type { Output } from '../../../shared/contract/index.ts'
import type { Deps } from '../deps.ts'
import type { ReservationDocument } from '../models/documents.ts'

/** What of a guest's bookings is looked through, the newest first. */
const mostBookings = 1000
const mostShown = 10

const visited: ReadonlySet<ReservationDocument['state']> = new Set(['arrived', 'seated', 'completed'])
const toCome: ReadonlySet<ReservationDocument['state']> = new Set(['requested', 'awaiting_payment', 'confirmed'])

interface Visits {
  /** The soonest first. */
  readonly upcoming: readonly ReservationDocument[]
  /** The newest first. */
  readonly past: readonly ReservationDocument[]
  readonly counters: Output<'conversation.who'>['counters']
  /** The id of the newest that somebody booked, not only held. */
  readonly newest: string | null
}

/** What a guest booked at these restaurants, and what became of it. */
export async function visitsOf(
  { collections, clock }: Pick<Deps, 'collections' | 'clock'>,
  owner: string,
  venueIds: readonly string[],
): Promise<Visits> {
  const rows = await collections.reservations
    .find({ owner, venueId: { $in: [...venueIds] } }, { maxTimeMS: 5000 })
    .sort({ end: -1, _id: 1 })
    .limit(mostBookings)
    .toArray()
  const now = clock.now()
  const upcoming = rows.filter(({ state, end }) => end > now && toCome.has(state)).toReversed()
  const past = rows.filter(({ state }) => visited.has(state))
  const count = (wanted: ReservationDocument['state']) => rows.filter(({ state }) => state === wanted).length
  const [last] = past
  return {
    upcoming: upcoming.slice(0, mostShown),
    past: past.slice(0, mostShown),
    counters: {
      visits: past.length,
      noShows: count('no_show'),
      cancellations: count('cancelled'),
      lastVisit: last === undefined ? null : { venueId: last.venueId, date: last.date },
    },
    newest: rows.find(({ state }) => toCome.has(state) || visited.has(state))?._id ?? null,
  }
}
