import { describe, expect, it } from 'vitest'
import { dayOf, intervalStartOf, sittingAt, slotsOf } from '../../../../../shared/domain/tables/slots.ts'
import { shiftDate } from '../../../../../shared/domain/time/serviceDay.ts'
import { date, everyDay, hourMs, minuteMs, noPacing, service, settings, slotAt } from './support.ts'

const lunch = service({ id: 'lunch', opens: '12:00', lastSeating: '13:00' })
const labelsOf = (of: ReturnType<typeof settings>, on = date) => slotsOf(of, on).map(({ label }) => label)
const iso = (instant: number | null) => instant && new Date(instant).toISOString()

describe('the slots of a date', () => {
  it('run from the opening to the last seating, that one too', () => {
    expect(labelsOf(settings({ weekly: everyDay(lunch) }))).toEqual(['12:00', '12:30', '13:00'])
    const short = service({ opens: '12:00', lastSeating: '12:50', slotMinutes: 15 })
    expect(labelsOf(settings({ weekly: everyDay(short) }))).toEqual(['12:00', '12:15', '12:30', '12:45'])
  })

  it('carry instant, key, service and the pacing interval they lie in', () => {
    const hourly = service({ pacing: { ...noPacing, intervalMinutes: 60 } })
    const at18 = Date.parse('2026-11-21T09:00:00Z')
    expect(slotsOf(settings({ weekly: everyDay(hourly) }), date)[3]).toEqual({
      start: at18 + 90 * minuteMs,
      key: '2026-11-21T10:30:00.000Z',
      label: '19:30',
      serviceId: 'dinner',
      intervalStart: at18 + hourMs,
    })
  })

  it('are those of its weekday, Monday first', () => {
    const weekly = Array.from({ length: 7 }, (_, i) => (i === 0 ? [lunch] : i === 5 ? [service()] : []))
    const week = settings({ weekly })
    expect(labelsOf(week, '2026-11-21')[0]).toBe('18:00')
    expect(labelsOf(week, '2026-11-22')).toEqual([])
    expect(labelsOf(week, '2026-11-23')[0]).toBe('12:00')
    expect(labelsOf(settings({ weekly: [] }))).toEqual([])
  })

  it('are those of its exception where it has one, also when that closes it', () => {
    const exceptions = [
      { date, services: [lunch] },
      { date: '2026-11-22', services: [] },
    ]
    const holidays = settings({ exceptions })
    expect(labelsOf(holidays, date)).toEqual(['12:00', '12:30', '13:00'])
    expect(labelsOf(holidays, '2026-11-22')).toEqual([])
    expect(labelsOf(holidays, '2026-11-23')).toContain('18:00')
  })

  it('lie within the day: from its boundary, up to the next', () => {
    const around = service({ opens: '04:00', lastSeating: '29:30', slotMinutes: 60 })
    const labels = labelsOf(settings({ weekly: everyDay(around) }))
    expect([labels[0], labels.at(-1), labels.length]).toEqual(['05:00', '04:00', 24])
  })

  it('are in time order whatever the order of the services, and each instant is one slot', () => {
    const brunch = service({ id: 'brunch', opens: '12:15', lastSeating: '13:15' })
    const dinner = service({ lastSeating: '18:00' })
    const busy = slotsOf(settings({ weekly: everyDay(dinner, brunch, lunch) }), date)
    expect(busy.map(({ label, serviceId }) => `${label} ${serviceId}`)).toEqual([
      '12:00 lunch',
      '12:15 lunch',
      '12:30 lunch',
      '12:45 lunch',
      '13:00 lunch',
      '13:15 lunch',
      '18:00 dinner',
    ])
    const twice = settings({ weekly: everyDay(lunch, { ...lunch, id: 'again' }) })
    expect(labelsOf(twice)).toEqual(['12:00', '12:30', '13:00'])
  })
})

describe('a sitting', () => {
  it('runs from its first slot to the end of its last one, half-open', () => {
    const day = dayOf(settings({ weekly: everyDay(lunch, service()) }), date)
    const [noon, end] = [Date.parse('2026-11-21T03:00:00Z'), Date.parse('2026-11-21T04:30:00Z')]
    expect([noon - 1, noon, end - 1, end].map((at) => sittingAt(day, at)?.serviceId)).toEqual([
      undefined,
      'lunch',
      'lunch',
      undefined,
    ])
    expect(sittingAt(day, noon)?.pacing).toBe(lunch.pacing)
  })

  it('is none where daylight saving skips all its slots', () => {
    const skipped = service({ id: 'night', opens: '26:00', lastSeating: '26:30' })
    const newYork = settings({ zone: 'America/New_York', weekly: everyDay(skipped) })
    expect(dayOf(newYork, '2026-03-07')).toMatchObject({ slots: [], sittings: [] })
    expect(dayOf(newYork, '2026-03-06').sittings).toHaveLength(1)
  })

  it('counts its pacing intervals from its opening, not from the full hour', () => {
    const sitting = { start: 10 * minuteMs, pacing: { ...noPacing, intervalMinutes: 15 } }
    const starts = [10, 24, 25, 39, 40].map((minute) => intervalStartOf(sitting, minute * minuteMs) / minuteMs)
    expect(starts).toEqual([10, 10, 25, 25, 40])
  })
})

describe('a day', () => {
  it('finds its slots by their instants', () => {
    const venue = settings()
    expect(dayOf(venue, date).slotAt.get(slotAt(venue, '18:30'))?.label).toBe('18:30')
    expect(dayOf(venue, date).slotAt.has(slotAt(venue, '18:30') + 1)).toBe(false)
  })

  it('opens to guests at the boundary of the day so many days before, or has always been open', () => {
    const opens = [null, 0, 7].map((bookingWindowDays) => dayOf(settings({ bookingWindowDays }), date).windowOpensAt)
    expect(opens.map(iso)).toEqual([null, '2026-11-20T20:00:00.000Z', '2026-11-13T20:00:00.000Z'])
  })

  it('is worked out once per settings version, and the oldest of more than 64 is let go', () => {
    const venue = settings({ weekly: [] })
    const dates = Array.from({ length: 65 }, (_, i) => shiftDate(date, i))
    const days = dates.map((on) => dayOf(venue, on))
    expect(new Set(days).size).toBe(65)
    expect(dates.slice(1).map((on) => dayOf(venue, on))).toEqual(days.slice(1))
    expect(dates.slice(1).every((on, i) => dayOf(venue, on) === days[i + 1])).toBe(true)
    expect(dayOf(venue, date)).not.toBe(days[0])
    expect(dayOf(settings({ weekly: [] }), date).bounds).toEqual(days[0]?.bounds)
  })
})
