import { describe, expect, it } from 'vitest'
import {
  dayBounds,
  serviceDateOf,
  shiftDate,
  wallInstants,
  wallMinutes,
  weekdayOf,
} from '../../../../../shared/domain/time/serviceDay.ts'

const seoul = { zone: 'Asia/Seoul', dayBoundary: '05:00' }
const newYork = { zone: 'America/New_York', dayBoundary: '05:00' }
const lordHowe = { zone: 'Australia/Lord_Howe', dayBoundary: '05:00' }
const iso = (instant: number) => new Date(instant).toISOString()
const shown = (zone: string, date: string, time: string) =>
  wallInstants(zone, date, wallMinutes(time)).map(({ at, label }) => [iso(at), label])

describe('a wall-clock time', () => {
  it('counts minutes from midnight of the service date, past 24:00 into the next morning', () => {
    expect(['00:00', '05:00', '18:30', '24:00', '29:59'].map(wallMinutes)).toEqual([0, 300, 1110, 1440, 1799])
  })

  it('is one instant on an ordinary day, and past 24:00 shows what the clock shows next morning', () => {
    expect(shown('Asia/Seoul', '2026-11-21', '18:30')).toEqual([['2026-11-21T09:30:00.000Z', '18:30']])
    expect(shown('Asia/Seoul', '2026-11-21', '25:30')).toEqual([['2026-11-21T16:30:00.000Z', '01:30']])
  })

  it('is none where daylight saving skips it, from the first minute skipped to the last', () => {
    const skipped = ['01:59', '02:00', '02:59', '03:00'].map((time) => shown(newYork.zone, '2026-03-08', time).length)
    expect(skipped).toEqual([1, 0, 0, 1])
  })

  it('is two where it happens twice, the earlier first, told apart by their offsets', () => {
    expect(shown(newYork.zone, '2026-11-01', '01:30')).toEqual([
      ['2026-11-01T05:30:00.000Z', '01:30 -04:00'],
      ['2026-11-01T06:30:00.000Z', '01:30 -05:00'],
    ])
    expect(shown(newYork.zone, '2026-11-01', '02:00')).toEqual([['2026-11-01T07:00:00.000Z', '02:00']])
  })
})

describe('a date', () => {
  it('moves over the ends of months and years, both ways', () => {
    const moves = [
      shiftDate('2026-12-31', 1),
      shiftDate('2028-03-01', -1),
      shiftDate('2026-03-01', -1),
      shiftDate('2026-11-21', 0),
    ]
    expect(moves).toEqual(['2027-01-01', '2028-02-29', '2026-02-28', '2026-11-21'])
  })

  it('has a weekday from Monday, 1, to Sunday, 7', () => {
    expect(['2026-11-16', '2026-11-21', '2026-11-22'].map(weekdayOf)).toEqual([1, 6, 7])
  })
})

describe('a service date', () => {
  it('runs from boundary to boundary in the venue’s zone', () => {
    const { start, end } = dayBounds(seoul, '2026-11-21')
    expect([iso(start), iso(end)]).toEqual(['2026-11-20T20:00:00.000Z', '2026-11-21T20:00:00.000Z'])
    expect(iso(dayBounds({ ...seoul, dayBoundary: '03:30' }, '2026-11-21').start)).toBe('2026-11-20T18:30:00.000Z')
  })

  it('is as long as its elapsed hours when the clock moves in it', () => {
    const hours = (clock: typeof seoul, date: string) => {
      const { start, end } = dayBounds(clock, date)
      return (end - start) / 3_600_000
    }
    expect(hours(newYork, '2026-03-07')).toBe(23)
    expect(hours(newYork, '2026-10-31')).toBe(25)
    expect(hours(lordHowe, '2026-10-03')).toBe(23.5)
    expect(hours(lordHowe, '2026-04-04')).toBe(24.5)
    expect(hours(newYork, '2026-03-08')).toBe(24)
  })

  it('begins after the gap where the boundary itself is skipped, and leaves no instant between two dates', () => {
    const inTheGap = { zone: 'America/New_York', dayBoundary: '02:30' }
    expect(iso(dayBounds(inTheGap, '2026-03-08').start)).toBe('2026-03-08T07:30:00.000Z')
    expect(dayBounds(inTheGap, '2026-03-07').end).toBe(dayBounds(inTheGap, '2026-03-08').start)
  })

  it('has an instant from its boundary on, and the small hours before it belong to the day before', () => {
    const dates = [
      '2026-11-20T19:59:59.999Z',
      '2026-11-20T20:00:00.000Z',
      '2026-11-21T14:59:59.999Z',
      '2026-11-21T15:00:00.000Z',
      '2026-11-21T19:59:59.999Z',
    ].map((at) => serviceDateOf(seoul, Date.parse(at)))
    expect(dates).toEqual(['2026-11-20', '2026-11-21', '2026-11-21', '2026-11-21', '2026-11-21'])
  })

  it('of one instant differs between zones', () => {
    const instant = Date.parse('2026-11-21T20:30:00Z')
    expect([seoul, newYork].map((clock) => serviceDateOf(clock, instant))).toEqual(['2026-11-22', '2026-11-21'])
  })
})
