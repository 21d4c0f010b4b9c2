import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../book/types.ts'
import { shiftDate, weekdayOf } from '../time/serviceDay.ts'

/** When somebody wants no sound, `HH:MM` on the clock of where they are; `to` not after `from` is the next morning. */
export interface QuietSpan {
  readonly from: string
  readonly to: string
}

/** By the weekday a span begins on, Monday first; null: none. */
export type QuietWeek = readonly (QuietSpan | null)[]

/** Further than any run of quiet reaches that still leaves a waking hour somewhere in the week. */
const daysAhead = 8

/**
 * When it is no longer quiet; null where it is not quiet.
 *
 * Where the clock is moved, a night is never cut short: a time that is skipped is read as that much later (02:30 as
 * 03:30), and of a time that comes twice the first begins the quiet and the second ends it.
 *
 * @param zone IANA
 */
export function quietUntil(week: QuietWeek, zone: string, at: Instant): Instant | null {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  let until: Instant | null = null
  // One night may end where the next begins: then it goes on.
  for (let day = -1; day <= daysAhead; day++) {
    const span = spanOn(week, zone, shiftDate(today, day))
    const instant = until ?? at
    if (span !== null && span.start <= instant && instant < span.end) until = span.end
  }
  return until
}

function spanOn(week: QuietWeek, zone: string, date: string): { start: Instant; end: Instant } | null {
  const quiet = week[weekdayOf(date) - 1] ?? null
  if (quiet === null) return null
  const { from, to } = quiet
  const lastDate = to > from ? date : shiftDate(date, 1)
  return { start: instantOf(zone, date, from, 'first'), end: instantOf(zone, lastDate, to, 'second') }
}

function instantOf(zone: string, date: string, time: string, which: 'first' | 'second'): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(time)
  // `compatible`: the first of two, and a skipped one that much later.
  const disambiguation = which === 'first' ? 'compatible' : 'later'
  return wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds
}
