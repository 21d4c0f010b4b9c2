import { describe, expect, test } from 'vitest'
import {
  afterOpen,
  alwaysOpen,
  type DeskHours,
  hourAt,
  midnightAt,
  openBetween,
  opensAt,
  openUntil,
} from '../../../../../shared/domain/concierge/hours.ts'
import { at, daily, hourMs, minuteMs } from './support.ts'

const seoul = daily('Asia/Seoul', { from: '10:00', to: '14:00' }, { from: '17:00', to: '22:00' })
const opens = (hours: DeskHours, text: string) => {
  const found = opensAt(hours, at(text))
  return found === null ? null : new Date(found).toISOString()
}
const after = (hours: DeskHours, text: string, minutes: number) => {
  const found = afterOpen(hours, at(text), minutes * minuteMs)
  return found === null ? null : new Date(found).toISOString()
}
const open = (hours: DeskHours, from: string, to: string) => openBetween(hours, at(from), at(to)) / minuteMs

describe('a desk', () => {
  test('that is open opens now', () => {
    expect(opens(seoul, '2026-12-01T10:00:00+09:00')).toBe('2026-12-01T01:00:00.000Z')
    expect(opens(seoul, '2026-12-01T13:59:59.999+09:00')).toBe('2026-12-01T04:59:59.999Z')
  })

  test('that is closed opens when the next span begins, be it the same day or another', () => {
    expect(opens(seoul, '2026-12-01T14:00:00+09:00')).toBe('2026-12-01T08:00:00.000Z')
    expect(opens(seoul, '2026-12-01T22:00:00+09:00')).toBe('2026-12-02T01:00:00.000Z')
  })

  test('counts only while it is open', () => {
    expect(after(seoul, '2026-12-01T13:50:00+09:00', 15)).toBe('2026-12-01T08:05:00.000Z')
    expect(after(seoul, '2026-12-01T21:59:00+09:00', 5)).toBe('2026-12-02T01:04:00.000Z')
    expect(after(seoul, '2026-12-01T09:00:00+09:00', 5)).toBe('2026-12-01T01:05:00.000Z')
    expect(open(seoul, '2026-12-01T13:50:00+09:00', '2026-12-01T17:05:00+09:00')).toBe(15)
    expect(open(seoul, '2026-12-01T14:00:00+09:00', '2026-12-01T17:00:00+09:00')).toBe(0)
  })

  test('that has just been open long enough when it closes has been so then, not the next morning', () => {
    expect(after(seoul, '2026-12-01T21:55:00+09:00', 5)).toBe('2026-12-01T13:00:00.000Z')
  })

  test('was open for no time until an instant that is earlier', () => {
    expect(open(seoul, '2026-12-01T13:00:00+09:00', '2026-12-01T11:00:00+09:00')).toBe(0)
  })

  test('that is always open counts every minute', () => {
    expect(after(alwaysOpen, '2026-12-01T23:59:00Z', 3 * 24 * 60)).toBe('2026-12-04T23:59:00.000Z')
  })

  test('that is open stays so until its span ends, over midnight and through spans that touch', () => {
    const until = (hours: DeskHours, text: string) => new Date(openUntil(hours, at(text))).toISOString()
    expect(until(seoul, '2026-12-01T13:00:00+09:00')).toBe('2026-12-01T05:00:00.000Z')
    const late = daily('UTC', { from: '20:00', to: '02:00' }, { from: '02:00', to: '03:00' })
    expect(until(late, '2026-12-01T21:00:00Z')).toBe('2026-12-02T03:00:00.000Z')
    expect(until(seoul, '2026-12-01T15:00:00+09:00'), 'closed').toBe('2026-12-01T06:00:00.000Z')
    expect(until(alwaysOpen, '2026-12-01T12:00:00Z'), 'looked at again').toBe('2026-12-03T00:00:00.000Z')
  })

  test('that never opens has no next opening, and no target ever runs out', () => {
    const closed = daily('Asia/Seoul')
    expect(opens(closed, '2026-12-01T12:00:00Z')).toBeNull()
    expect(after(closed, '2026-12-01T12:00:00Z', 1)).toBeNull()
  })

  test('that opens again in a year and more is not waited for', () => {
    const once = (date: string) => ({
      ...daily('UTC'),
      exceptions: [{ date, spans: [{ from: '09:00', to: '10:00' }] }],
    })
    expect(opens(once('2028-01-04'), '2026-12-01T12:00:00Z')).toBe('2028-01-04T09:00:00.000Z')
    expect(opens(once('2028-01-07'), '2026-12-01T12:00:00Z')).toBeNull()
  })
})

describe('past midnight', () => {
  const late = daily('Asia/Seoul', { from: '18:00', to: '02:00' })
  const saturdays: DeskHours = {
    ...daily('Asia/Seoul'),
    weekly: [[], [], [], [], [], [{ from: '20:00', to: '04:00' }], []],
  }

  test('a desk is open until the next morning, without a break at midnight', () => {
    expect(open(late, '2026-12-01T18:00:00+09:00', '2026-12-02T12:00:00+09:00')).toBe(8 * 60)
    expect(opens(late, '2026-12-02T00:00:00+09:00')).toBe('2026-12-01T15:00:00.000Z')
    expect(opens(late, '2026-12-02T02:00:00+09:00')).toBe('2026-12-02T09:00:00.000Z')
  })

  test('a span belongs to the weekday it begins on', () => {
    expect(opens(saturdays, '2026-12-06T03:00:00+09:00')).toBe('2026-12-05T18:00:00.000Z')
    expect(opens(saturdays, '2026-12-06T04:00:00+09:00')).toBe('2026-12-12T11:00:00.000Z')
    expect(opens(saturdays, '2026-12-05T03:00:00+09:00')).toBe('2026-12-05T11:00:00.000Z')
  })

  test('a span that lasts a whole day counts in full at both ends of the earth', () => {
    for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12']) {
      const whole = daily(zone, { from: '23:59', to: '23:59' })
      expect(open(whole, '2026-12-01T00:00:00Z', '2026-12-03T00:00:00Z')).toBe(2 * 24 * 60)
    }
  })

  test('spans that overlap over midnight count once', () => {
    const double = daily('UTC', { from: '20:00', to: '10:00' }, { from: '08:00', to: '12:00' })
    expect(open(double, '2026-12-01T12:00:00Z', '2026-12-02T12:00:00Z')).toBe(16 * 60)
  })
})

describe('an exception', () => {
  const holidays: DeskHours = {
    ...daily('Asia/Seoul', { from: '18:00', to: '02:00' }),
    exceptions: [
      { date: '2026-12-24', spans: [{ from: '12:00', to: '13:00' }] },
      { date: '2026-12-25', spans: [] },
    ],
  }

  test('takes the place of what its weekday says', () => {
    expect(opens(holidays, '2026-12-24T03:00:00+09:00')).toBe('2026-12-24T03:00:00.000Z')
    expect(open(holidays, '2026-12-24T02:00:00+09:00', '2026-12-25T02:00:00+09:00')).toBe(60)
  })

  test('leaves alone what came over midnight from the date before', () => {
    expect(open(holidays, '2026-12-23T18:00:00+09:00', '2026-12-24T12:00:00+09:00')).toBe(8 * 60)
  })

  test('without spans closes the date, and with it the night after', () => {
    expect(opens(holidays, '2026-12-24T13:00:00+09:00')).toBe('2026-12-26T09:00:00.000Z')
  })
})

describe('when the clock is moved', () => {
  // Berlin: 29 March 2026 from 02:00 to 03:00, 25 October 2026 from 03:00 back to 02:00, both at 01:00 UTC.
  const berlin = (from: string, to: string) => daily('Europe/Berlin', { from, to })

  test('a night is an hour shorter or longer', () => {
    expect(open(berlin('22:00', '06:00'), '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(7 * 60)
    expect(open(berlin('22:00', '06:00'), '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(9 * 60)
  })

  test('a target counts the time that passes, not what the clock shows', () => {
    expect(after(berlin('00:00', '06:00'), '2026-03-29T00:55:00Z', 10)).toBe('2026-03-29T01:05:00.000Z')
    expect(after(berlin('00:00', '06:00'), '2026-10-25T00:55:00Z', 70)).toBe('2026-10-25T02:05:00.000Z')
  })

  test('a desk that opens or closes at a time that is skipped does so at the skip', () => {
    expect(opens(berlin('02:30', '09:00'), '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00:00.000Z')
    expect(open(berlin('00:00', '02:30'), '2026-03-28T23:00:00Z', '2026-03-29T06:00:00Z')).toBe(120)
  })

  test('a desk that is open only in what is skipped stays closed', () => {
    expect(open(berlin('02:10', '02:50'), '2026-03-28T23:00:00Z', '2026-03-29T20:00:00Z')).toBe(0)
  })

  test('of a time that comes twice the first opens and the second closes', () => {
    expect(opens(berlin('02:30', '09:00'), '2026-10-24T23:30:00Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(open(berlin('00:00', '02:30'), '2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z')).toBe(3 * 60 + 30)
  })

  test('a whole date that is skipped has no hours', () => {
    // Samoa went from 29 to 31 December 2011.
    const apia = daily('Pacific/Apia', { from: '09:00', to: '17:00' })
    expect(openBetween(apia, at('2011-12-30T00:00:00Z'), at('2011-12-31T20:00:00Z'))).toBe(12 * hourMs)
  })
})

describe('a day', () => {
  test('begins at its own midnight, or with its first minute where that is skipped', () => {
    expect(midnightAt('Asia/Seoul', at('2026-12-01T08:59:00Z'))).toBe(at('2026-12-01T00:00:00+09:00'))
    expect(midnightAt('Asia/Beirut', at('2026-03-29T12:00:00Z'))).toBe(at('2026-03-29T01:00:00+03:00'))
  })

  test('has the hours of its zone', () => {
    expect(hourAt('Asia/Seoul', at('2026-12-01T14:59:59Z'))).toBe(23)
    expect(hourAt('Asia/Seoul', at('2026-12-01T15:00:00Z'))).toBe(0)
  })
})
