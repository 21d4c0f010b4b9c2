import { describe, expect, it } from 'vitest'
import { createEvaluator } from '../../../../../shared/domain/tables/evaluator.ts'
import { dayOf, slotsOf } from '../../../../../shared/domain/tables/slots.ts'
import { tableRules } from '../../../../../shared/domain/tables/tableRules.ts'
import { serviceDateOf } from '../../../../../shared/domain/time/serviceDay.ts'
import {
  block,
  bookOf,
  claim,
  date,
  everyDay,
  hourMs,
  minuteMs,
  noPacing,
  outcome,
  service,
  settings,
  slotAt,
  staff,
  table,
  want,
} from './support.ts'

const venue = settings()
const at18 = slotAt(venue, '18:00')
const early = at18 - 6 * hourMs
const place = (
  of: typeof venue,
  claims: Parameters<ReturnType<typeof tableRules>['place']>[0],
  wanted: ReturnType<typeof want>,
  now = early,
  on = date,
) => outcome(tableRules(of, on).place(claims, wanted, now))

describe('edge cases of the trade', () => {
  it('edge case 7: a shorter stay inside another is in its way, back to back is not', () => {
    const one = settings({ tables: [table('A', 2)], weekly: everyDay(service({ lastSeating: '22:00' })) })
    const inside = [claim('c', ['A'], at18 + hourMs, { end: at18 + 2 * hourMs - 30 * minuteMs })]
    expect(place(one, inside, want(at18, 2))).toBe('taken')
    const before = [claim('c', ['A'], at18)]
    expect(place(one, before, want(at18 + 90 * minuteMs, 2))).toBe('taken')
    expect(place(one, before, want(at18 + 2 * hourMs, 2))).toEqual(['A'])
  })

  it('edge case 8: a stay keeps the turn it was given; new settings flag what they break', () => {
    const longer = settings({ turnTimes: [{ upTo: 99, minutes: 180 }], tables: [table('A', 2), table('B', 1)] })
    const claims = [claim('ok', ['A'], at18), claim('small', ['B'], at18), claim('gone', ['C'], at18)]
    expect(tableRules(longer, date).conflicts(claims)).toEqual(['gone', 'small'])
  })

  it('edge case 9: a combination takes all its tables, and every other one that shares a table', () => {
    const pairs = [
      ['A', 'B'],
      ['B', 'C'],
    ].map((tableIds) => ({ id: tableIds.join('+'), tableIds, minParty: 3, maxParty: 4 }))
    const joined = settings({ tables: ['A', 'B', 'C'].map((id) => table(id, 2)), combinations: pairs })
    expect(place(joined, [], want(at18, 4))).toEqual(['A', 'B'])
    const taken = [claim('c', ['A', 'B'], at18, { party: 4 })]
    expect(place(joined, taken, want(at18, 4))).toBe('taken')
    expect(place(joined, taken, want(at18, 2))).toEqual(['C'])
  })

  it('edge case 10: the smallest fit is given, and pacing may forbid what a table allows', () => {
    expect(place(venue, [], want(at18, 2))).toEqual(['A'])
    expect(place(venue, [], want(at18, 3))).toEqual(['C'])
    const paced = settings({ weekly: everyDay(service({ pacing: { ...noPacing, maxCovers: 4, maxOnlineCovers: 2 } })) })
    const online = [claim('c', ['A'], at18)]
    expect(place(paced, online, want(at18, 1))).toBe('online_limit')
    expect(place(paced, online, staff(at18, 2))).toEqual(['B'])
    expect(place(paced, online, staff(at18, 3))).toBe('pacing_covers')
  })

  it('edge case 11: intervals are half-open, presence lasts the stay, and an override still counts', () => {
    const pacing = { ...noPacing, maxParties: 1 }
    const quarter = settings({ weekly: everyDay(service({ slotMinutes: 15, pacing })) })
    const late = [claim('c', ['A'], at18 + 14 * minuteMs, { override: true })]
    expect(place(quarter, late, want(at18, 2))).toBe('pacing_parties')
    expect(place(quarter, late, want(at18 + 15 * minuteMs, 2))).toEqual(['B'])
    expect(place(quarter, late, staff(at18, 2, { override: true }))).toEqual(['B'])
    const present = settings({ weekly: everyDay(service({ pacing: { ...noPacing, maxPresentCovers: 3 } })) })
    const evening = [claim('c', ['A'], at18 + hourMs)]
    expect(place(present, evening, want(at18, 2))).toBe('presence_limit')
    expect(place(present, evening, want(at18 + 3 * hourMs, 2))).toEqual(['A'])
    expect(place(quarter, [claim('c', ['A'], at18, { state: 'no_show' })], want(at18, 2))).toEqual(['A'])
  })

  it('edge case 12: a slot that daylight saving skips does not exist, and dinner is not touched', () => {
    const night = service({ id: 'night', opens: '25:30', lastSeating: '27:30' })
    const newYork = settings({ zone: 'America/New_York', weekly: everyDay(service(), night) })
    const labels = slotsOf(newYork, '2026-03-07').map(({ label }) => label)
    expect(labels.slice(-3)).toEqual(['01:30', '03:00', '03:30'])
    expect(new Date(slotAt(newYork, '19:00', '2026-03-08')).toISOString()).toBe('2026-03-08T23:00:00.000Z')
    const lordHowe = settings({ zone: 'Australia/Lord_Howe', weekly: everyDay(night) })
    expect(slotsOf(lordHowe, '2026-10-03').map(({ label }) => label)).toEqual(['01:30', '02:30', '03:00', '03:30'])
  })

  it('edge case 12: a service from 23:00 to 03:00 lasts three hours in the night that skips one', () => {
    const night = service({ opens: '23:00', lastSeating: '26:30' })
    const newYork = settings({ zone: 'America/New_York', weekly: everyDay(night) })
    const hoursOn = (on: string) => dayOf(newYork, on).sittings.map(({ start, end }) => (end - start) / hourMs)
    expect([hoursOn('2026-03-06'), hoursOn('2026-03-07')]).toEqual([[4], [3]])
    expect(slotsOf(newYork, '2026-03-07').at(-1)?.label).toBe('01:30')
  })

  it('edge case 13: a time that happens twice is two slots with labels of their own', () => {
    const night = service({ opens: '24:30', lastSeating: '27:00' })
    const inZone = (zone: string, on: string) => slotsOf(settings({ zone, weekly: everyDay(night) }), on)
    expect(inZone('America/New_York', '2026-10-31').map(({ label }) => label)).toEqual([
      '00:30',
      '01:00 -04:00',
      '01:30 -04:00',
      '01:00 -05:00',
      '01:30 -05:00',
      '02:00',
      '02:30',
      '03:00',
    ])
    expect(
      inZone('Europe/Paris', '2026-10-24')
        .filter(({ label }) => label.startsWith('02:30'))
        .map(({ key }) => key),
    ).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
    expect(inZone('Australia/Lord_Howe', '2026-04-04').map(({ label }) => label)).toContain('01:30 +11:00')
  })

  it('edge case 13: a stay over the hour that happens twice lasts its elapsed minutes', () => {
    const night = service({ opens: '24:30', lastSeating: '27:00' })
    const newYork = settings({ zone: 'America/New_York', weekly: everyDay(night) })
    const at0030 = slotAt(newYork, '00:30', '2026-10-31')
    const given = tableRules(newYork, '2026-10-31').place([], want(at0030, 2), at0030 - hourMs)
    const end = given.ok ? given.placement.end : NaN
    expect(slotsOf(newYork, '2026-10-31').find(({ start }) => start === end)?.label).toBe('01:30 -05:00')
    expect((end - at0030) / minuteMs).toBe(120)
  })

  it('edge case 14: half past midnight belongs to the evening before, and no stay crosses the boundary', () => {
    const late = settings({ weekly: everyDay(service({ opens: '23:00', lastSeating: '28:00' })) })
    const half = slotAt(late, '00:30')
    expect(new Date(half).toISOString()).toBe('2026-11-21T15:30:00.000Z')
    expect(serviceDateOf(late, half)).toBe(date)
    expect(place(late, [], want(half, 2))).toEqual(['A'])
    expect(place(late, [], want(slotAt(late, '03:00'), 2))).toEqual(['A'])
    expect(place(late, [], want(slotAt(late, '03:30'), 2))).toBe('past_day_boundary')
    expect(place(late, [], staff(slotAt(late, '03:30'), 2, { override: true }))).toBe('past_day_boundary')
  })

  it('edge case 14: the lead time is counted to the slot, and midnight before it closes nothing', () => {
    const late = settings({ leadMinutes: 20, weekly: everyDay(service({ opens: '23:00', lastSeating: '25:00' })) })
    const half = slotAt(late, '00:30')
    const midnight = half - 30 * minuteMs
    expect(place(late, [], want(half, 2), midnight)).toEqual(['A'])
    expect(place(late, [], want(half, 2), half - 20 * minuteMs - 1)).toEqual(['A'])
    expect(place(late, [], want(half, 2), half - 20 * minuteMs)).toBe('lead_time')
  })

  it('edge case 15: a slot is one instant, with the label and the date of its venue wherever the guest is', () => {
    const zones = ['Asia/Seoul', 'Europe/London', 'America/New_York'].map((zone) => settings({ zone }))
    const starts = zones.map((of) => slotAt(of, '21:00'))
    expect(starts.map((start) => new Date(start).toISOString())).toEqual([
      '2026-11-21T12:00:00.000Z',
      '2026-11-21T21:00:00.000Z',
      '2026-11-22T02:00:00.000Z',
    ])
    expect(zones.map((of, i) => serviceDateOf(of, starts[i] ?? NaN))).toEqual([date, date, date])
    expect(zones.map((of) => serviceDateOf(of, starts[1] ?? NaN))).toEqual(['2026-11-22', date, date])
  })

  it('edge case 16: a closed date, lower pacing or a table gone flags claims and breaks none', () => {
    const claims = [claim('a', ['A'], at18), claim('b', ['B'], at18), block('x', ['C'], at18, at18 + hourMs)]
    const closed = settings({ exceptions: [{ date, services: [] }] })
    expect(tableRules(closed, date).conflicts(claims)).toEqual(['a', 'b'])
    expect(place(closed, [], want(at18, 2))).toBe('closed')
    const slower = settings({ weekly: everyDay(service({ pacing: { ...noPacing, maxParties: 1 } })) })
    expect(tableRules(slower, date).conflicts(claims)).toEqual(['b'])
    expect(tableRules(venue, date).conflicts(claims)).toEqual([])
  })

  it('edge case 4: a hold that ran out takes nothing from the picker, whether or not a job ended it', () => {
    const one = settings({ tables: [table('A', 2)], maxParty: 2 })
    const book = bookOf([claim('h', ['A'], at18, { state: 'held', expiresAt: early + 1 })])
    const codes = (now: number) =>
      createEvaluator(one, date).availability(book, now).slots[new Date(at18).toISOString()]?.codes
    expect([codes(early), codes(early + 1)]).toEqual(['xx', 'ff'])
    expect(createEvaluator(one, date).explain(book, want(at18, 2), early)).toBe('held')
    expect(createEvaluator(one, date).availability(book, early).nextBoundary).toBe(early + 1)
  })

  it('edge case 25: stock that is closed to the public reads as full, and staff are told why', () => {
    const secret = settings({ tables: [table('A', 2, { channel: 'concierge' })], maxParty: 2 })
    const evaluator = createEvaluator(secret, date)
    expect(evaluator.availability(bookOf([]), early).slots[new Date(at18).toISOString()]?.codes).toBe('xx')
    expect(evaluator.explain(bookOf([]), want(at18, 2), early)).toBe('private_stock')
    expect(place(secret, [], want(at18, 2, { channel: 'concierge' }))).toEqual(['A'])
  })
})

describe('time and staff', () => {
  it('lead time and booking window close a slot to guests alone, up to their instants', () => {
    const strict = settings({ leadMinutes: 60, bookingWindowDays: 7 })
    const opens = Date.parse('2026-11-13T20:00:00Z')
    expect(place(strict, [], want(at18, 2), opens - 1)).toBe('outside_booking_window')
    expect(place(strict, [], want(at18, 2), opens)).toEqual(['A'])
    expect(place(strict, [], want(at18, 2), at18 - hourMs - 1)).toEqual(['A'])
    expect(place(strict, [], want(at18, 2), at18 - hourMs)).toBe('lead_time')
    expect(place(strict, [], staff(at18, 2), at18)).toEqual(['A'])
    const accepted = tableRules(strict, date).place([], want(at18, 2), early)
    expect(accepted.guards).toEqual({ notBefore: opens, before: at18 - hourMs })
  })

  it('staff pick their tables, and nobody is moved for a pick', () => {
    const packed = settings({ repacking: true })
    const taken = [claim('c', ['A'], at18)]
    expect(place(packed, taken, staff(at18, 2, { unitIds: ['A'] }))).toBe('taken')
    expect(place(packed, taken, staff(at18, 2, { unitIds: ['C'] }))).toEqual(['C'])
    expect(place(packed, [], staff(at18, 2, { unitIds: ['Z'] }))).toBe('unknown_unit')
    expect(place(packed, [], staff(at18, 3, { unitIds: ['A'] }))).toBe('party_too_large')
    expect(place(packed, [], staff(at18, 3, { unitIds: ['A'], override: true }))).toEqual(['A'])
  })

  it('a party still seated after its end keeps its table from whoever comes now', () => {
    const one = settings({ tables: [table('A', 2)] })
    const seated = [claim('s', ['A'], at18 - 2 * hourMs, { end: at18, state: 'seated' })]
    expect(place(one, seated, staff(at18, 2), at18 - 1)).toEqual(['A'])
    expect(place(one, seated, staff(at18, 2), at18)).toBe('taken')
  })

  it('re-packing moves a party within its promise, until an hour before its start', () => {
    const packed = settings({ tables: [table('A', 2), table('B', 2, { area: 'terrace' })], repacking: true })
    const rules = tableRules(packed, date)
    const terrace = want(at18, 2, { area: 'terrace' })
    const movable = [claim('c', ['B'], at18)]
    const result = rules.place(movable, terrace, early)
    expect(result).toMatchObject({ ok: true, placement: { unitIds: ['B'], moves: [{ claimId: 'c', unitIds: ['A'] }] } })
    expect(result.guards.before).toBe(at18 - hourMs)
    expect(outcome(rules.place(movable, { ...terrace, channel: 'in_house' }, at18 - hourMs))).toBe('taken')
    expect(rules.place(movable, { ...terrace, channel: 'in_house' }, at18 - hourMs).guards.notBefore).toBe(
      at18 - hourMs,
    )
  })

  it('admits units that exist, within the day', () => {
    const rules = tableRules(venue, date)
    expect(rules.admits(['A'], at18, at18 + hourMs)).toBeNull()
    expect(rules.admits(['Z'], at18, at18 + hourMs)).toBe('unknown_unit')
    expect(rules.admits(['A'], at18, at18)).toBe('outside_service')
    expect(rules.admits(['A'], at18, at18 + 24 * hourMs)).toBe('past_day_boundary')
  })
})
