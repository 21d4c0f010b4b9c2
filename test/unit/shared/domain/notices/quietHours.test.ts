import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type QuietWeek, quietUntil } from '../../../../../shared/domain/notices/quietHours.ts'

const nights: QuietWeek = Array.from({ length: 7 }, () => ({ from: '22:00', to: '08:00' }))
const at = (text: string) => Date.parse(text)
const until = (week: QuietWeek, zone: string, text: string) => {
  const end = quietUntil(week, zone, at(text))
  return end === null ? null : new Date(end).toISOString()
}

describe('a night', () => {
  test('is over in the morning of the place', () => {
    expect(until(nights, 'Asia/Seoul', '2026-12-01T23:30:00+09:00')).toBe('2026-12-01T23:00:00.000Z')
    expect(until(nights, 'Europe/London', '2026-12-01T23:30:00Z')).toBe('2026-12-02T08:00:00.000Z')
  })

  test('began the evening before', () => {
    expect(until(nights, 'Asia/Seoul', '2026-12-02T03:00:00+09:00')).toBe('2026-12-01T23:00:00.000Z')
  })

  test('begins and ends to the minute', () => {
    expect(until(nights, 'Asia/Seoul', '2026-12-01T21:59:59.999+09:00')).toBeNull()
    expect(until(nights, 'Asia/Seoul', '2026-12-01T22:00:00+09:00')).not.toBeNull()
    expect(until(nights, 'Asia/Seoul', '2026-12-02T07:59:59.999+09:00')).not.toBeNull()
    expect(until(nights, 'Asia/Seoul', '2026-12-02T08:00:00+09:00')).toBeNull()
  })

  test('belongs to the weekday it begins on', () => {
    const friday: QuietWeek = [null, null, null, null, { from: '23:00', to: '11:00' }, null, null]
    expect(until(friday, 'Asia/Seoul', '2026-12-05T10:00:00+09:00')).toBe('2026-12-05T02:00:00.000Z')
    expect(until(friday, 'Asia/Seoul', '2026-12-05T23:30:00+09:00')).toBeNull()
  })

  test('that ends where the next begins goes on', () => {
    const long: QuietWeek = [
      { from: '20:00', to: '08:00' },
      { from: '08:00', to: '12:00' },
      ...Array.from({ length: 5 }, () => null),
    ]
    expect(until(long, 'Asia/Seoul', '2026-11-30T21:00:00+09:00')).toBe('2026-12-01T03:00:00.000Z')
  })
})

describe('when the clock is moved', () => {
  // Berlin: 29 March 2026 from 02:00 to 03:00, 25 October 2026 from 03:00 back to 02:00.
  const early = (from: string, to: string): QuietWeek => Array.from({ length: 7 }, () => ({ from, to }))

  test('a night that ends at a time that is skipped ends as much later', () => {
    expect(until(early('22:00', '02:30'), 'Europe/Berlin', '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:30:00.000Z')
  })

  test('a night that ends at a time that comes twice ends at the second', () => {
    expect(until(early('22:00', '02:30'), 'Europe/Berlin', '2026-10-25T00:45:00Z')).toBe('2026-10-25T01:30:00.000Z')
  })

  test('a night that begins at a time that comes twice begins at the first', () => {
    expect(until(early('02:30', '09:00'), 'Europe/Berlin', '2026-10-25T00:30:00Z')).toBe('2026-10-25T08:00:00.000Z')
  })

  test('a night is an hour shorter or longer, and ends at its time all the same', () => {
    expect(until(nights, 'Europe/Berlin', '2026-03-28T23:00:00Z')).toBe('2026-03-29T06:00:00.000Z')
    expect(until(nights, 'Europe/Berlin', '2026-10-24T23:00:00Z')).toBe('2026-10-25T07:00:00.000Z')
  })
})

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const span = fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to)
const week = fc.array(fc.option(span), { minLength: 7, maxLength: 7 })
const zone = fc.constantFrom('Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC')
const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') })

test('whatever the week, quiet ends later than it was asked for, and holds until that very moment', () => {
  fc.assert(
    fc.property(week, zone, instant, (quiet, where, when) => {
      const end = quietUntil(quiet, where, when)
      if (end === null) return
      expect(end).toBeGreaterThan(when)
      expect(quietUntil(quiet, where, end - 1)).toBe(end)
    }),
    { numRuns: 300 },
  )
})

test('in a week with a day without quiet, there is an hour in which something can be told', () => {
  fc.assert(
    fc.property(week, zone, instant, fc.integer({ min: 0, max: 6 }), (quiet, where, when, open) => {
      const end = quietUntil(
        quiet.map((it, day) => (day === open || day === (open + 6) % 7 ? null : it)),
        where,
        when,
      )
      if (end !== null) {
        expect(
          quietUntil(
            quiet.map((it, day) => (day === open || day === (open + 6) % 7 ? null : it)),
            where,
            end,
          ),
        ).toBeNull()
      }
    }),
    { numRuns: 300 },
  )
})
