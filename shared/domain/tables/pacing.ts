import type { Reason } from '../book/types.ts'
import type { Span } from '../time/serviceDay.ts'
import type { Seating } from './night.ts'
import type { Instant, Pacing } from './settings.ts'
import { type Day, intervalStartOf, sittingAt } from './slots.ts'

/** Who arrives in one interval. The online ones are among the total. */
export interface Arrivals {
  readonly parties: number
  readonly covers: number
  readonly onlineParties: number
  readonly onlineCovers: number
}

export const noArrivals: Arrivals = { parties: 0, covers: 0, onlineParties: 0, onlineCovers: 0 }

/*
 * What a list of seatings comes to is worked out once: the same night is asked about many parties. Lists never change.
 */

type ArrivalsByInterval = ReadonlyMap<Instant, Arrivals>

const arrivalsOf = new WeakMap<readonly Seating[], { readonly day: Day; readonly arrivals: ArrivalsByInterval }>()

/** Arrivals by the start of their interval. An override counts like anybody: it lowers what the others may have. */
export function arrivalsByInterval(day: Day, seatings: readonly Seating[]): ArrivalsByInterval {
  const known = arrivalsOf.get(seatings)
  if (known?.day === day) return known.arrivals
  const arrivals = countArrivals(day, seatings)
  arrivalsOf.set(seatings, { day, arrivals })
  return arrivals
}

/** As `arrivalsByInterval`, for whoever asks once. */
export function countArrivals(day: Day, seatings: readonly Seating[]): ArrivalsByInterval {
  const arrivals = new Map<Instant, Arrivals>()
  for (const seating of seatings) {
    const sitting = sittingAt(day, seating.start)
    if (!seating.counts || sitting === undefined) continue
    const interval = intervalStartOf(sitting, seating.start)
    arrivals.set(interval, addArrival(arrivals.get(interval) ?? noArrivals, seating))
  }
  return arrivals
}

function addArrival(arrivals: Arrivals, { party, channel }: Seating): Arrivals {
  const online = channel === 'online'
  return {
    parties: arrivals.parties + 1,
    covers: arrivals.covers + party,
    onlineParties: arrivals.onlineParties + (online ? 1 : 0),
    onlineCovers: arrivals.onlineCovers + (online ? party : 0),
  }
}

/** By how many the covers present change at an instant, in time order; who leaves goes before who arrives. */
export type Footfall = readonly { readonly at: Instant; readonly covers: number }[]

const footfalls = new WeakMap<readonly Seating[], Footfall>()

export function footfallOf(seatings: readonly Seating[]): Footfall {
  let footfall = footfalls.get(seatings)
  if (footfall === undefined) footfalls.set(seatings, (footfall = countFootfall(seatings)))
  return footfall
}

/** As `footfallOf`, for whoever asks once. */
export function countFootfall(seatings: readonly Seating[]): Footfall {
  const guests = seatings.filter((seating) => seating.counts)
  const steps = guests.flatMap(({ start, end, party }) => [
    { at: start, covers: party },
    { at: end, covers: -party },
  ])
  return steps.sort((a, b) => a.at - b.at || a.covers - b.covers)
}

/** The most covers present at any instant of the stay. */
export function peakCovers(stay: Span, footfall: Footfall): number {
  let present = 0
  let peak = 0
  for (const { at, covers } of footfall) {
    if (at >= stay.end) break
    if (at > stay.start) peak = Math.max(peak, present)
    present += covers
  }
  return Math.max(peak, present)
}

/** A party that asks to arrive, and who does already. `peak`: the most covers present during its stay without it. */
export interface Arriving {
  readonly party: number
  readonly online: boolean
  readonly arrivals: Arrivals
  readonly peak: number
}

/** A party as it would arrive among these. */
export function arrivingAmong(day: Day, seatings: readonly Seating[], party: Seating): Arriving {
  const sitting = sittingAt(day, party.start)
  const interval = sitting && intervalStartOf(sitting, party.start)
  return {
    party: party.party,
    online: party.channel === 'online',
    arrivals: arrivalsByInterval(day, seatings).get(interval ?? NaN) ?? noArrivals,
    peak: peakCovers(party, footfallOf(seatings)),
  }
}

interface Limit {
  readonly reason: Reason
  readonly max: (pacing: Pacing, arriving: Arriving) => number | null
  /** What of it is taken, and what each such party takes. */
  readonly taken: (arriving: Arriving) => number
  readonly each: (arriving: Arriving) => number
}

const one = () => 1
const covers = ({ party }: Arriving) => party

const limits: readonly Limit[] = [
  { reason: 'pacing_parties', max: (p) => p.maxParties, taken: (a) => a.arrivals.parties, each: one },
  { reason: 'pacing_covers', max: (p) => p.maxCovers, taken: (a) => a.arrivals.covers, each: covers },
  { reason: 'presence_limit', max: (p) => p.maxPresentCovers, taken: (a) => a.peak, each: covers },
  {
    reason: 'online_limit',
    max: (p, a) => (a.online ? p.maxOnlineParties : null),
    taken: (a) => a.arrivals.onlineParties,
    each: one,
  },
  {
    reason: 'online_limit',
    max: (p, a) => (a.online ? p.maxOnlineCovers : null),
    taken: (a) => a.arrivals.onlineCovers,
    each: covers,
  },
]

/** What pacing says to a party: how many such it would still admit (0 at least), and the first limit that admits none. */
export interface PacingAnswer {
  readonly reason: Reason | null
  readonly room: number
}

export function askPacing(pacing: Pacing, arriving: Arriving): PacingAnswer {
  let room = Infinity
  let reason: Reason | null = null
  for (const limit of limits) {
    const max = limit.max(pacing, arriving)
    if (max === null) continue
    const admits = Math.max(0, Math.floor((max - limit.taken(arriving)) / limit.each(arriving)))
    if (admits === 0) reason ??= limit.reason
    room = Math.min(room, admits)
  }
  return { reason, room }
}
