import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../book/types.ts'

/** Half-open: `[start, end)`. */
export interface Span {
  readonly start: Instant
  readonly end: Instant
}

/** What a service date is cut by: the venue's IANA zone and the wall-clock time (`HH:MM`) at which its day begins. */
export interface DayClock {
  readonly zone: string
  readonly dayBoundary: string
}

/** One occurrence of a wall-clock time: `label` is what a clock on the venue's wall shows. */
export interface WallInstant {
  readonly at: Instant
  readonly label: string
}

/** Minutes since 00:00 of the service date; `25:30` is half past one the next morning. */
export function wallMinutes(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

function wallDateTime(date: string, minutes: number): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes })
}

/**
 * Every instant at which the venue's clock shows this time: none when daylight saving skips it, two when it happens
 * twice. The two then carry their offset in the label, for nobody could tell them apart otherwise.
 *
 * @param minutes since 00:00 of `date`, on the wall clock
 */
export function wallInstants(zone: string, date: string, minutes: number): readonly WallInstant[] {
  const wall = wallDateTime(date, minutes)
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (!earlier.toPlainDateTime().equals(wall)) return []
  const label = wall.toPlainTime().toString({ smallestUnit: 'minute' })
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  if (later.epochMilliseconds === earlier.epochMilliseconds) return [{ at: earlier.epochMilliseconds, label }]
  return [earlier, later].map((it) => ({ at: it.epochMilliseconds, label: `${label} ${it.offset}` }))
}

/** `date` moved by whole days. */
export function shiftDate(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

function dayStart(clock: DayClock, date: string): Instant {
  return wallDateTime(date, wallMinutes(clock.dayBoundary)).toZonedDateTime(clock.zone).epochMilliseconds
}

/** A service date from boundary to boundary: 23, 24 or 25 hours (23.5 and 24.5 where the clock moves by half an hour). */
export function dayBounds(clock: DayClock, date: string): Span {
  return { start: dayStart(clock, date), end: dayStart(clock, shiftDate(date, 1)) }
}

/** The service date an instant belongs to: before the boundary it is still the day before. */
export function serviceDateOf(clock: DayClock, instant: Instant): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(clock.zone).toPlainDate().toString()
  return instant < dayStart(clock, local) ? shiftDate(local, -1) : local
}
