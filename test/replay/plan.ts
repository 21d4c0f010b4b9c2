import { wallMinutes } from '../../shared/domain/time/serviceDay.ts'
import { asUtc, type ReservationRow } from './rows.ts'
import { dayBoundary, peakCovers } from './storeRoom.ts'

/** What a guest does. `lapse`: lets the hold run out; `change`: comes an hour later after all. */
export type Course = 'walk-in' | 'keep' | 'change' | 'cancel' | 'lapse'

/** One row, moved into the future. */
export interface Visit {
  readonly line: number
  readonly storeId: string
  /** Service date. */
  readonly date: string
  /** Milliseconds since 1970. */
  readonly startsAt: number
  readonly bookedAt: number
  readonly party: number
  readonly course: Course
}

export interface Plan {
  /** In the order in which they were booked. */
  readonly visits: readonly Visit[]
  readonly stores: readonly { readonly storeId: string; readonly peak: number }[]
  readonly weeks: number
}

export interface PlanOptions {
  /** Service dates of the file, inclusive: `YYYY-MM-DD`. @default all */
  readonly from?: string
  readonly to?: string
  /** Milliseconds since 1970: every visit comes at least a day later. */
  readonly now: number
  readonly seed: number
}

/** Of a hundred guests who book, so many do this. */
export const rates = { change: 4, cancel: 5, lapse: 3 } as const

export const courseRule = [
  'dates: all moved by the same whole number of weeks, the first to two days from now or later',
  'walk-ins: rows booked at or after the visit; every row is a guest of its own; exact duplicates are kept',
  `guests: by seed ${rates.change} % come an hour later after all, ${rates.cancel} % cancel, ${rates.lapse} % let the hold run out`,
].join('\n')

const dayMs = 86_400_000
const weekMs = 7 * dayMs
/** Japan has no daylight saving: its wall clock is nine hours ahead, always. */
const zoneMs = 9 * 3_600_000

/**
 * What the replay does, all of it decided beforehand: the same rows and the same seed give the same plan.
 *
 * A store's peak is that of all its rows, whichever dates are played.
 */
export function planReplay(rows: readonly ReservationRow[], { from = '', to = '9999', now, seed }: PlanOptions): Plan {
  const played = rows.filter((row) => isBetween(dateOf(row), from, to))
  const first = Math.min(...played.map(({ visitAt }) => asUtc(visitAt) - zoneMs))
  const weeks = played.length === 0 ? 0 : Math.ceil((now + 2 * dayMs - first) / weekMs)
  const visits = played.map((row) => visitOf(row, weeks * weekMs, seed))
  visits.sort((a, b) => a.bookedAt - b.bookedAt || a.line - b.line)
  return { visits, weeks, stores: storesOf(rows, new Set(played.map(({ storeId }) => storeId))) }
}

function isBetween(date: string, from: string, to: string): boolean {
  return date >= from && date <= to
}

function dateOf({ visitAt }: ReservationRow): string {
  return serviceDate(asUtc(visitAt) - zoneMs)
}

/** Without daylight saving it is the calendar date at the day's boundary before. */
function serviceDate(instant: number): string {
  return new Date(instant + zoneMs - wallMinutes(dayBoundary) * 60_000).toISOString().slice(0, 10)
}

function visitOf(row: ReservationRow, moveMs: number, seed: number): Visit {
  const startsAt = asUtc(row.visitAt) - zoneMs + moveMs
  const date = serviceDate(startsAt)
  const bookedAt = asUtc(row.bookedAt) - zoneMs + moveMs
  const { line, storeId, party } = row
  return {
    line,
    storeId,
    date,
    startsAt,
    bookedAt,
    party,
    course: bookedAt >= startsAt ? 'walk-in' : courseOf(line, seed),
  }
}

function courseOf(line: number, seed: number): Course {
  const hundredth = scatter(line, seed) % 100
  if (hundredth < rates.change) return 'change'
  if (hundredth < rates.change + rates.cancel) return 'cancel'
  return hundredth < rates.change + rates.cancel + rates.lapse ? 'lapse' : 'keep'
}

/** A number without a pattern for each line: the finishing steps of MurmurHash3. */
function scatter(line: number, seed: number): number {
  let x = Math.imul(line ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

function storesOf(rows: readonly ReservationRow[], played: ReadonlySet<string>): Plan['stores'] {
  const byStore = new Map<string, ReservationRow[]>()
  for (const row of rows) {
    if (!played.has(row.storeId)) continue
    const known = byStore.get(row.storeId)
    if (known === undefined) byStore.set(row.storeId, [row])
    else known.push(row)
  }
  return [...byStore].map(([storeId, its]) => ({ storeId, peak: peakCovers(its) }))
}
