import { describe, expect, it } from 'vitest'
import type { Want } from '../../../../../shared/domain/book/types.ts'
import { clockAnswer, endOf, standingReason } from '../../../../../shared/domain/tables/admission.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { date, everyDay, hourMs, minuteMs, service, settings, slotAt, staff, table, want } from './support.ts'

const turnTimes = [
  { upTo: 2, minutes: 90 },
  { upTo: 6, minutes: 120 },
]
const lunch = service({ id: 'lunch', opens: '12:00', lastSeating: '13:00' })
const tables = [table('A', 2), table('B', 10)]
const venue = settings({ turnTimes, tables, weekly: everyDay(lunch, service()), minParty: 2, maxParty: 6 })
const engine = engineOf(venue, date)
const at18 = slotAt(venue, '18:00')
const boundary = { start: Date.parse('2026-11-20T20:00:00Z'), end: Date.parse('2026-11-21T20:00:00Z') }
const reasons = (...wants: Want[]) => wants.map((it) => standingReason(engine, it))

describe('a stay', () => {
  it('ends after the turn of its party, or when staff say', () => {
    expect(endOf(engine, want(at18, 2))).toBe(at18 + 90 * minuteMs)
    expect(endOf(engine, want(at18, 3))).toBe(at18 + 120 * minuteMs)
    expect(endOf(engine, staff(at18, 3, { end: at18 + 5 }))).toBe(at18 + 5)
  })
})

describe('the size of a party', () => {
  it('is for guests between the smallest and largest that may book, both included', () => {
    expect(reasons(...[1, 2, 6, 7].map((party) => want(at18, party)))).toEqual([
      'party_too_small',
      null,
      null,
      'party_too_large',
    ])
  })

  it('is for every other door up to the largest place there is', () => {
    expect(reasons(staff(at18, 1), staff(at18, 10), staff(at18, 11))).toEqual([null, null, 'party_too_large'])
    expect(reasons(want(at18, 10, { channel: 'concierge' }), want(at18, 11, { channel: 'walk_in' }))).toEqual([
      null,
      'party_too_large',
    ])
  })

  it('is by override any, but somebody has to come', () => {
    const sized = (party: number) => staff(at18, party, { override: true })
    expect(reasons(sized(40), sized(1), sized(0), sized(NaN))).toEqual([
      null,
      null,
      'party_too_small',
      'party_too_small',
    ])
    expect(reasons(want(at18, 0), staff(at18, 0.5))).toEqual(['party_too_small', 'party_too_small'])
  })
})

describe('the time of arrival', () => {
  it('is for guests a slot, for staff any minute of a service', () => {
    const between = at18 + 7 * minuteMs
    expect(reasons(want(at18, 2), want(between, 2), staff(between, 2))).toEqual([null, 'outside_service', null])
    const afternoon = at18 - 3 * hourMs
    expect(reasons(want(afternoon, 2), staff(afternoon, 2))).toEqual(['outside_service', 'outside_service'])
  })

  it('is by override any of the service date, also on a closed one', () => {
    const closed = engineOf(settings({ weekly: [] }), date)
    expect(reasons(staff(at18 - 3 * hourMs, 2, { override: true }))).toEqual([null])
    expect([want(at18, 2), staff(at18, 2)].map((it) => standingReason(closed, it))).toEqual(['closed', 'closed'])
    expect(standingReason(closed, staff(at18, 2, { override: true }))).toBeNull()
  })

  it('lies within the service date, from its boundary up to the next', () => {
    const at = (start: number) => staff(start, 2, { override: true, end: start + 1 })
    expect(reasons(at(boundary.start - 1), at(boundary.start), at(boundary.end - 1), at(boundary.end))).toEqual([
      'outside_service',
      null,
      null,
      'outside_service',
    ])
  })
})

describe('the end of a stay', () => {
  it('comes after its beginning', () => {
    const until = (end: number) => staff(at18, 2, { end })
    expect(reasons(until(at18 - 1), until(at18), until(at18 + 1))).toEqual(['outside_service', 'outside_service', null])
  })

  it('may be the day boundary, and not a moment past it, whoever asks', () => {
    const until = (end: number) => staff(at18, 2, { end, override: true })
    expect(reasons(until(boundary.end), until(boundary.end + 1))).toEqual([null, 'past_day_boundary'])
  })
})

describe('the first reason', () => {
  it('is the day, then the service, then the party, then the boundary behind', () => {
    const all = { channel: 'online', end: boundary.end + 1 } as const
    expect(reasons(want(boundary.end, 0, all), want(at18 + 1, 0, all), want(at18, 0, all), want(at18, 2, all))).toEqual(
      ['outside_service', 'outside_service', 'party_too_small', 'past_day_boundary'],
    )
  })
})

describe('the clock', () => {
  const answer = (overrides: Parameters<typeof settings>[0], wanted: Want, now: number) =>
    clockAnswer(engineOf(settings(overrides), date), wanted, now)
  const opens = Date.parse('2026-11-18T20:00:00Z')
  const limited = { bookingWindowDays: 2, leadMinutes: 90 }
  const closes = at18 - 90 * minuteMs

  it('keeps guests out before the window opens, and says when it does', () => {
    const early = { reason: 'outside_booking_window', guards: { notBefore: null, before: opens } }
    expect(answer(limited, want(at18, 2), opens - 1)).toEqual(early)
  })

  it('lets guests in from the window’s opening until the lead time begins, and leans on both', () => {
    const open = { reason: null, guards: { notBefore: opens, before: closes } }
    expect(answer(limited, want(at18, 2), opens)).toEqual(open)
    expect(answer(limited, want(at18, 2), closes - 1)).toEqual(open)
    expect(answer({ leadMinutes: 90 }, want(at18, 2), 0)).toEqual({
      reason: null,
      guards: { notBefore: null, before: closes },
    })
  })

  it('keeps guests out from the lead time on, which is the slot itself where there is none', () => {
    expect(answer(limited, want(at18, 2), closes)).toEqual({
      reason: 'lead_time',
      guards: { notBefore: closes, before: null },
    })
    expect([at18 - 1, at18].map((now) => answer({}, want(at18, 2), now).reason)).toEqual([null, 'lead_time'])
  })

  it('is not asked for staff, concierges, walk-ins and overrides', () => {
    const always = { reason: null, guards: { notBefore: null, before: null } }
    for (const channel of ['in_house', 'concierge', 'walk_in'] as const) {
      expect(answer(limited, want(at18, 2, { channel }), at18)).toEqual(always)
    }
    expect(answer(limited, want(at18, 2, { override: true }), opens - 1)).toEqual(always)
  })
})
