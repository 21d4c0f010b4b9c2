import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../book/types.ts'
import type { Span } from '../time/serviceDay.ts'

/** When a desk answers, `HH:MM` on its own clock; `to` not after `from` is the next day, so 00:00 to 00:00 is a whole one. */
export interface OpenSpan {
  readonly from: string
  readonly to: string
}

/** What a desk answers on one date instead of what its weekday says; nothing: closed. */
export interface HoursException {
  readonly date: string
  readonly spans: readonly OpenSpan[]
}

/** A span belongs to the date it begins on: an exception leaves alone what came over midnight from the date before. */
export interface DeskHours {
  /** IANA. */
  readonly zone: string
  /** By weekday, Monday first, seven entries; an empty one is closed. Spans may touch and overlap. */
  readonly weekly: readonly (readonly OpenSpan[])[]
  readonly exceptions: readonly HoursException[]
}

const wholeDay: readonly OpenSpan[] = [{ from: '00:00', to: '00:00' }]

export const alwaysOpen: DeskHours = { zone: 'UTC', weekly: Array(7).fill(wholeDay), exceptions: [] }

const dayMs = 86_400_000

/** Further ahead nobody looks: a desk that is closed for longer has no hours. */
const horizonDays = 400

/**
 * When the desk is open next: `at` itself if it is open then.
 *
 * @returns null: not within 400 days
 */
export function opensAt(hours: DeskHours, at: Instant): Instant | null {
  return afterOpen(hours, at, 0)
}

/**
 * Until when a desk that is open at `at` stays open; nobody looks further than the end of the next day of UTC.
 *
 * @returns `at` itself: it is closed then
 */
export function openUntil(hours: DeskHours, at: Instant): Instant {
  let end = at
  for (const { start, end: ends } of [...piecesOn(hours, dayOf(at)), ...piecesOn(hours, dayOf(at) + 1)]) {
    if (start <= end && ends > end) end = ends
  }
  return end
}

/**
 * The first instant by which the desk has been open for `ms` since `from`; with 0, when it is open next.
 *
 * @returns null: not within 400 days
 */
export function afterOpen(hours: DeskHours, from: Instant, ms: number): Instant | null {
  let left = ms
  for (let day = dayOf(from); day <= dayOf(from) + horizonDays; day++) {
    for (const piece of piecesOn(hours, day)) {
      const start = Math.max(piece.start, from)
      if (start >= piece.end) continue
      if (start + left <= piece.end) return start + left
      left -= piece.end - start
    }
  }
  return null
}

/** How long the desk was open from `from` until `to`; 0 where `to` is not after `from`. */
export function openBetween(hours: DeskHours, from: Instant, to: Instant): number {
  let open = 0
  for (let day = dayOf(from); day <= dayOf(to); day++) {
    for (const { start, end } of piecesOn(hours, day)) {
      open += Math.max(0, Math.min(end, to) - Math.max(start, from))
    }
  }
  return open
}

/** Days of UTC since 1970: what is worked out is kept by them, for they need no calendar to be found. */
function dayOf(at: Instant): number {
  return Math.floor(at / dayMs)
}

const known = new WeakMap<DeskHours, Map<number, readonly Span[]>>()

/** When the desk is open on one day of UTC, in order and apart. */
function piecesOn(hours: DeskHours, day: number): readonly Span[] {
  let days = known.get(hours)
  if (days === undefined) known.set(hours, (days = new Map()))
  let pieces = days.get(day)
  if (pieces === undefined) days.set(day, (pieces = cutPieces(hours, day)))
  return pieces
}

function cutPieces(hours: DeskHours, day: number): Span[] {
  // Clocks are up to 14 hours ahead, and what began the day before may last until now.
  const spans = [-2, -1, 0, 1].flatMap((days) => spansOf(hours, day + days))
  const pieces: Span[] = []
  let cursor = day * dayMs
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const start = Math.max(span.start, cursor)
    const end = Math.min(span.end, (day + 1) * dayMs)
    if (start >= end) continue
    pieces.push({ start, end })
    cursor = end
  }
  return pieces
}

/** What begins on a date, given by its days since 1970: without a calendar, for a closed desk is searched for a year. */
function spansOf({ zone, weekly, exceptions }: DeskHours, day: number): Span[] {
  const date = dateOf(day)
  const said = exceptions.find((exception) => exception.date === date)
  const spans = said?.spans ?? weekly[(day + thursday) % 7] ?? []
  return spans.map(({ from, to }) => ({
    start: instantOf(zone, date, from, 'earlier'),
    end: instantOf(zone, to > from ? date : dateOf(day + 1), to, 'later'),
  }))
}

/** 1 January 1970 was one, and weeks are counted from Monday. */
const thursday = 3

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/**
 * When the desk's clock shows that it is this late. Of a time that comes twice the first opens and the second closes; a
 * time that is skipped is the moment of the skip, as whoever looks at the clock sees it.
 */
function instantOf(zone: string, date: string, time: string, which: 'earlier' | 'later'): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(time)
  const found = wall.toZonedDateTime(zone, { disambiguation: which })
  if (found.toPlainDateTime().equals(wall)) return found.epochMilliseconds
  const before = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return before.getTimeZoneTransition('next')?.epochMilliseconds ?? found.epochMilliseconds
}

/** When the day began in a zone that has `at`. */
export function midnightAt(zone: string, at: Instant): Instant {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds
}

/** 0 to 23. */
export function hourAt(zone: string, at: Instant): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour
}
