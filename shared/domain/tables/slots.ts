import {
  dayBounds,
  type Span,
  shiftDate,
  type WallInstant,
  wallInstants,
  wallMinutes,
  weekdayOf,
} from '../time/serviceDay.ts'
import type { Instant, Pacing, Service, TableSettings } from './settings.ts'

const minuteMs = 60_000
/** Days kept per settings version; the oldest goes first. */
const daysKept = 64

/** A time a guest can ask for. */
export interface Slot {
  readonly start: Instant
  /** ISO instant: its key in the picker. */
  readonly key: string
  /** The venue's wall clock; with the offset where the same time happens twice. */
  readonly label: string
  readonly serviceId: string
  /** Start of the pacing interval it belongs to. */
  readonly intervalStart: Instant
}

/** One service on one date, in instants: from its first slot to the end of its last one. */
export interface Sitting extends Span {
  readonly serviceId: string
  readonly pacing: Pacing
}

/** A service date of one venue. */
export interface Day {
  readonly bounds: Span
  /** In time order, one per instant. Empty: closed. */
  readonly slots: readonly Slot[]
  readonly slotAt: ReadonlyMap<Instant, Slot>
  readonly sittings: readonly Sitting[]
  /** When guests may begin to book this date; null: always. */
  readonly windowOpensAt: Instant | null
}

/** The services of a date: those of its exception, else of its weekday. */
function servicesOf(settings: TableSettings, date: string): readonly Service[] {
  const exception = settings.exceptions.find((it) => it.date === date)
  return exception?.services ?? settings.weekly[weekdayOf(date) - 1] ?? []
}

/** The sitting an arrival belongs to; undefined between services. */
export function sittingAt(day: Day, start: Instant): Sitting | undefined {
  return day.sittings.find((sitting) => holds(sitting, start))
}

function holds({ start, end }: Span, instant: Instant): boolean {
  return start <= instant && instant < end
}

/** Start of the pacing interval an arrival falls in, counted from the opening in elapsed minutes. */
export function intervalStartOf(sitting: Pick<Sitting, 'pacing' | 'start'>, start: Instant): Instant {
  const intervalMs = sitting.pacing.intervalMinutes * minuteMs
  return start - ((start - sitting.start) % intervalMs)
}

interface Opened {
  readonly sitting: Sitting
  readonly times: readonly WallInstant[]
}

function openService(settings: TableSettings, date: string, bounds: Span, service: Service): Opened | null {
  const last = wallMinutes(service.lastSeating)
  const times: WallInstant[] = []
  for (let minutes = wallMinutes(service.opens); minutes <= last; minutes += service.slotMinutes) {
    times.push(...wallInstants(settings.zone, date, minutes).filter(({ at }) => at >= bounds.start && at < bounds.end))
  }
  times.sort((a, b) => a.at - b.at)
  const [first] = times
  const final = times.at(-1)
  if (first === undefined || final === undefined) return null
  const end = final.at + service.slotMinutes * minuteMs
  return { sitting: { serviceId: service.id, pacing: service.pacing, start: first.at, end }, times }
}

function slotIn({ serviceId, pacing, start }: Sitting, { at, label }: WallInstant): Slot {
  const intervalStart = intervalStartOf({ pacing, start }, at)
  return { start: at, key: new Date(at).toISOString(), label, serviceId, intervalStart }
}

/** Where two services overlap, an arrival belongs to the one that opened first, whichever's slot it is. */
function slotsIn(sittings: readonly Sitting[], times: readonly WallInstant[]): readonly Slot[] {
  const distinct = [...new Map(times.map((time) => [time.at, time])).values()].sort((a, b) => a.at - b.at)
  return distinct.flatMap((time) => {
    const sitting = sittings.find((it) => holds(it, time.at))
    return sitting === undefined ? [] : [slotIn(sitting, time)]
  })
}

function openDay(settings: TableSettings, date: string): Day {
  const bounds = dayBounds(settings, date)
  const services = servicesOf(settings, date).map((service) => openService(settings, date, bounds, service))
  const opened = services.filter((it) => it !== null).sort((a, b) => a.sitting.start - b.sitting.start)
  const sittings = opened.map((it) => it.sitting)
  const slots = slotsIn(
    sittings,
    opened.flatMap((it) => it.times),
  )
  const days = settings.bookingWindowDays
  return {
    bounds,
    slots,
    slotAt: new Map(slots.map((slot) => [slot.start, slot])),
    sittings,
    windowOpensAt: days === null ? null : dayBounds(settings, shiftDate(date, -days)).start,
  }
}

const opened = new WeakMap<TableSettings, Map<string, Day>>()

/** A service date, made once per settings version. */
export function dayOf(settings: TableSettings, date: string): Day {
  let days = opened.get(settings)
  if (days === undefined) opened.set(settings, (days = new Map<string, Day>()))
  const known = days.get(date)
  if (known !== undefined) return known
  const day = openDay(settings, date)
  const [oldest] = days.keys()
  if (days.size >= daysKept && oldest !== undefined) days.delete(oldest)
  days.set(date, day)
  return day
}

/** The slots of a service date, in time order. */
export function slotsOf(settings: TableSettings, date: string): readonly Slot[] {
  return dayOf(settings, date).slots
}
