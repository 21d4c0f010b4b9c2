import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../../shared/domain/book/types.ts'
import { createEvaluator } from '../../../../../shared/domain/tables/evaluator.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { bookOf, claim, date, everyDay, hourMs, noPacing, service, settings, slotAt, table, want } from './support.ts'

const venue = settings({ tables: [table('A', 2), table('B', 2)], maxParty: 2 })
const at18 = slotAt(venue, '18:00')
const early = at18 - 6 * hourMs
const labelled = (of: TableSettings, claims: Claim[], now = early) => {
  const { slots } = createEvaluator(of, date).availability(bookOf(claims), now)
  return Object.values(slots).map(({ label, codes }) => `${label} ${codes}`)
}

describe('the guests’ picker', () => {
  it('shows every slot under its instant, with label, service and codes', () => {
    const dinner = { ...venue, weekly: everyDay(service({ lastSeating: '18:30' })) }
    expect(createEvaluator(dinner, date).availability(bookOf([]), early)).toEqual({
      slots: {
        '2026-11-21T09:00:00.000Z': { at: at18, label: '18:00', serviceId: 'dinner', codes: 'ff' },
        '2026-11-21T09:30:00.000Z': { at: at18 + hourMs / 2, label: '18:30', serviceId: 'dinner', codes: 'ff' },
      },
      boundary: 0,
      nextBoundary: at18,
    })
  })

  it('leaves out slots that have begun', () => {
    const short = { ...venue, weekly: everyDay(service({ lastSeating: '19:00' })) }
    expect(labelled(short, [], at18 - 1)).toEqual(['18:00 ff', '18:30 ff', '19:00 ff'])
    expect(labelled(short, [], at18)).toEqual(['18:30 ff', '19:00 ff'])
  })

  it('closes a slot for all sizes from its lead time on, and every slot before the window opens', () => {
    const short = { ...venue, weekly: everyDay(service({ lastSeating: '18:30' })), leadMinutes: 60 }
    expect(labelled(short, [], at18 - hourMs)).toEqual(['18:00 cc', '18:30 ff'])
    expect(labelled({ ...short, bookingWindowDays: 0 }, [], at18 - 24 * hourMs)).toEqual(['18:00 cc', '18:30 cc'])
  })

  it('follows the book from one version to the next as one that sees only the last', () => {
    const pacing = { ...noPacing, intervalMinutes: 60, maxParties: 1 }
    const of = { ...venue, weekly: everyDay(service({ lastSeating: '20:30', pacing })) }
    const brief = claim('brief', ['A'], at18, { end: at18 + hourMs / 4 })
    const [a, b] = [claim('a', ['A'], at18), claim('b', ['B'], at18)]
    const late = claim('b', ['A', 'B'], at18 + 2 * hourMs)
    const evaluator = createEvaluator(of, date)
    const shown = new Set<string>()
    for (const claims of [[], [brief], [a, b], [brief, late], [a], []]) {
      const answer = evaluator.availability(bookOf(claims), early)
      expect(answer).toEqual(createEvaluator(of, date).availability(bookOf(claims), early))
      shown.add(
        Object.values(answer.slots)
          .map(({ codes }) => codes[1])
          .join(''),
      )
    }
    expect([...shown]).toEqual(['ffffff', 'xxffff', 'xxxxff', 'xxxxxx'])
  })

  it('frees a table at the instant its hold runs out, and keeps that instant as its boundary', () => {
    const book = bookOf([claim('h', ['A', 'B'], at18, { state: 'held', expiresAt: early })])
    const evaluator = createEvaluator(venue, date)
    const before = evaluator.availability(book, early - 1)
    expect(before.slots['2026-11-21T09:00:00.000Z']?.codes).toBe('xx')
    expect([before.boundary, before.nextBoundary]).toEqual([0, early])
    const after = evaluator.availability(book, early)
    expect(after.slots['2026-11-21T09:00:00.000Z']?.codes).toBe('ff')
    expect([after.boundary, after.nextBoundary]).toEqual([early, at18])
  })
})

describe('why a want would be refused', () => {
  const explain = (claims: Claim[], party: number, now = early) =>
    createEvaluator(venue, date).explain(bookOf(claims), want(at18, party), now)

  it('is the reason that a hold would be given, and null where none would', () => {
    const held = claim('h', ['A', 'B'], at18, { state: 'held', expiresAt: early })
    expect(explain([], 2)).toBeNull()
    expect(explain([], 3)).toBe('party_too_large')
    expect(explain([], 2, at18)).toBe('lead_time')
    expect([early - 1, early].map((now) => explain([held], 2, now))).toEqual(['held', null])
  })
})
