import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../../shared/domain/book/types.ts'
import { boundariesAt } from '../../../../../shared/domain/tables/boundaries.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { claim, date, everyDay, hourMs, minuteMs, service, settings, slotAt } from './support.ts'

/** One slot, at 18:00. */
const single = { weekly: everyDay(service({ lastSeating: '18:00' })) }
const at18 = slotAt(settings(), '18:00')
const around = (overrides: Parameters<typeof settings>[0], now: number, claims: Claim[] = []) => {
  const { boundary, nextBoundary } = boundariesAt(engineOf(settings({ ...single, ...overrides }), date), claims, now)
  return [boundary, nextBoundary]
}

describe('the instants at which time alone changes the picker', () => {
  it('are the beginning of a slot, and its lead time before that', () => {
    const lead = at18 - 30 * minuteMs
    const limited = { leadMinutes: 30 }
    expect(around(limited, lead - 1)).toEqual([0, lead])
    expect(around(limited, lead)).toEqual([lead, at18])
    expect(around(limited, at18 - 1)).toEqual([lead, at18])
    expect(around(limited, at18)).toEqual([at18, null])
  })

  it('are the opening of the booking window', () => {
    const opens = Date.parse('2026-11-19T20:00:00Z')
    expect(around({ bookingWindowDays: 1 }, opens - 1)).toEqual([0, opens])
    expect(around({ bookingWindowDays: 1 }, opens)).toEqual([opens, at18])
  })

  it('are the end of a hold', () => {
    const hold = claim('h', ['A'], at18, { state: 'held', expiresAt: 1000 })
    expect(around({}, 999, [hold])).toEqual([0, 1000])
    expect(around({}, 1000, [hold])).toEqual([1000, at18])
  })

  it('are the hour before a claim when it can no longer be moved, where the venue re-packs', () => {
    const moving = [claim('c', ['A'], at18 + 15 * minuteMs)]
    const locks = at18 - 45 * minuteMs
    expect(around({ repacking: true }, locks - 1, moving)).toEqual([0, locks])
    expect(around({ repacking: true }, locks, moving)).toEqual([locks, at18])
    expect(around({ repacking: false }, locks, moving)).toEqual([0, at18])
  })

  it('are the nearest on either side of many', () => {
    const holds = [400, 100, 300, 200].map((expiresAt) => claim(`h${expiresAt}`, ['A'], at18, { expiresAt }))
    expect(around({}, 250, holds)).toEqual([200, 300])
  })

  it('are none without slots, claims or a window', () => {
    expect(around({ weekly: [] }, at18 + hourMs)).toEqual([0, null])
  })
})
