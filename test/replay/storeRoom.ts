import { idOf } from '../../server/core/infra/ids.ts'
import type { Combination, Table, TableSettings } from '../../shared/domain/tables/settings.ts'
import { turnMinutes } from '../../shared/domain/tables/turnTime.ts'
import { asUtc, type ReservationRow } from './rows.ts'

const zone = 'Asia/Tokyo'
export const dayBoundary = '05:00'
export const holdMs = 2_000

/** Share of a store's own peak that its tables seat: there is always somebody to refuse. */
const seatsPerPeak = 0.8
const sizes = [2, 4, 2, 4, 6, 8] as const
const mostCombined = 4
const turnTimes = [
  { upTo: 2, minutes: 90 },
  { upTo: 4, minutes: 105 },
  { upTo: 6, minutes: 120 },
]

export const roomRule = [
  `tables: a store seats ${seatsPerPeak} of its own peak of simultaneous covers, at tables for ${sizes.join(', ')} over and`,
  `  over until that is reached; up to ${mostCombined} neighbours combine to the sum of their seats`,
  'stays: 90 minutes up to 2 people, 105 up to 4, 120 above; no pacing, no lead time, no booking window',
  `days: ${zone}, service dates from ${dayBoundary} to ${dayBoundary}, slots at every whole hour; holds of ${holdMs / 1000} s`,
].join('\n')

/** The most people a store had at once, had it taken every row. */
export function peakCovers(rows: readonly ReservationRow[]): number {
  const changes = rows.flatMap(({ visitAt, party }) => {
    const start = asUtc(visitAt)
    return [
      { at: start, covers: party },
      { at: start + turnMinutes(turnTimes, party) * 60_000, covers: -party },
    ]
  })
  changes.sort((a, b) => a.at - b.at || a.covers - b.covers)
  let present = 0
  return changes.reduce((peak, { covers }) => Math.max(peak, (present += covers)), 0)
}

/**
 * Tables and hours of a store of which only its reservations are known. `roomRule` says it in words.
 *
 * @param demand so many times too small is the room for it
 */
export function storeSettings(peak: number, repacking: boolean, demand = 1): TableSettings {
  const tables = tablesFor(Math.ceil((peak * seatsPerPeak) / demand))
  return {
    version: 1,
    zone,
    dayBoundary,
    tables,
    combinations: combine(tables),
    weekly: Array.from({ length: 7 }, () => [allDay]),
    exceptions: [],
    turnTimes,
    minParty: 1,
    maxParty: 100,
    oversizeCap: null,
    bookingWindowDays: null,
    leadMinutes: 0,
    holdMs,
    repacking,
  }
}

function tablesFor(seats: number): readonly Table[] {
  const tables: Table[] = []
  for (let left = seats; left > 0; left -= tables.at(-1)?.maxParty ?? 0) {
    const maxParty = sizes[tables.length % sizes.length] ?? 2
    tables.push({ id: `t${tables.length + 1}`, minParty: 1, maxParty, area: 'room', channel: 'online' })
  }
  return tables
}

function combine(tables: readonly Table[]): readonly Combination[] {
  return tables.flatMap((_, from) =>
    [2, 3, 4].flatMap((count) => {
      const joined = tables.slice(from, from + count)
      if (joined.length < count) return []
      const tableIds = joined.map(({ id }) => id)
      const maxParty = joined.reduce((sum, table) => sum + table.maxParty, 0)
      return [{ id: tableIds.join('-'), tableIds, minParty: 1, maxParty }]
    }),
  )
}

const unlimited = {
  intervalMinutes: 60,
  maxParties: null,
  maxCovers: null,
  maxOnlineParties: null,
  maxOnlineCovers: null,
  maxPresentCovers: null,
}

const allDay = { id: 'day', name: 'All day', opens: '05:00', lastSeating: '28:00', slotMinutes: 60, pacing: unlimited }

/** Two rooms per store, which differ in re-packing only. */
export function venueIdOf(storeId: string, repacking: boolean): string {
  return idOf(`${storeId} ${repacking ? 'on' : 'off'}`)
}
