import { describe, expect, it } from 'vitest'
import { tableRules } from '../../../../../shared/domain/tables/tableRules.ts'
import { claim, date, hourMs, settings, slotAt, want } from './support.ts'

const venue = settings({ version: 7 })
const rules = tableRules(venue, date)
const at18 = slotAt(venue, '18:00')
const [dayStart, dayEnd] = [Date.parse('2026-11-20T20:00:00Z'), Date.parse('2026-11-21T20:00:00Z')]

describe('the rules of a venue and date', () => {
  it('are those of one settings version', () => {
    expect(rules.settingsVersion).toBe(7)
  })

  it('place a party, and find what settings would break', () => {
    expect(rules.place([], want(at18, 2), 0)).toMatchObject({ ok: true, placement: { unitIds: ['A'] } })
    expect(rules.conflicts([claim('a', ['A'], at18), claim('z', ['Z'], at18)])).toEqual(['z'])
  })
})

describe('units that staff choose', () => {
  it('are tables the venue has, at least one', () => {
    const admitted = [['A'], ['A', 'C'], ['A', 'Z'], []].map((unitIds) => rules.admits(unitIds, at18, at18 + hourMs))
    expect(admitted).toEqual([null, null, 'unknown_unit', 'unknown_unit'])
  })

  it.each([
    { why: 'the whole day', start: dayStart, end: dayEnd, reason: null },
    { why: 'from before its boundary', start: dayStart - 1, end: dayEnd, reason: 'outside_service' },
    { why: 'no time at all', start: at18, end: at18, reason: 'outside_service' },
    { why: 'an instant', start: at18, end: at18 + 1, reason: null },
    { why: 'past the next boundary', start: dayEnd - 1, end: dayEnd + 1, reason: 'past_day_boundary' },
  ])('for $why: $reason', ({ start, end, reason }) => {
    expect(rules.admits(['A'], start, end)).toBe(reason)
  })
})
