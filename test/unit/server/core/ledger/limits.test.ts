import { describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../../../../server/core/ledger/entry.ts'
import { type Candidate, cooledAt, isTaken, limitBroken } from '../../../../../server/core/ledger/limits.ts'

const hour = 60 * 60_000
const now = 1_000

function entry(name: string, startHour: number, more: Partial<LedgerEntry> = {}): LedgerEntry {
  const start = startHour * hour
  const span = { start, end: start + hour, until: 2_000, kind: 'hold' as const }
  return {
    ...span,
    key: name,
    claim: name,
    request: `request ${name}`,
    version: 1,
    giveUpAt: null,
    raises: false,
    ...more,
  }
}

function candidate(startHour: number, more: Partial<Candidate> = {}): Candidate {
  return { ...entry('own', startHour), replaces: [], ...more }
}

const threeHolds = [entry('a', 0), entry('b', 10), entry('c', 20)]

describe('limitBroken', () => {
  test('lets a third hold in and refuses a fourth', () => {
    expect(limitBroken(threeHolds.slice(0, 2), candidate(30), now)).toBeNull()
    expect(limitBroken(threeHolds, candidate(30), now)).toBe('hold_limit')
  })

  test('counts bookings among no holds, and holds against no booking', () => {
    expect(limitBroken([...threeHolds.slice(0, 2), entry('c', 20, { kind: 'booking' })], candidate(30), now)).toBeNull()
    expect(limitBroken(threeHolds, candidate(30, { kind: 'booking' }), now)).toBeNull()
  })

  test('leaves out what weighs nothing any more, from that very instant on', () => {
    const page = [...threeHolds.slice(0, 2), entry('c', 20, { until: 1_500 })]
    expect(limitBroken(page, candidate(30), 1_499)).toBe('hold_limit')
    expect(limitBroken(page, candidate(30), 1_500)).toBeNull()
  })

  test('a fifth hold that ran out makes the next one wait until the first of them is forgotten; bookings do not wait', () => {
    const lapses = [1, 2, 3, 4, 5].map((n) => entry(`lapse ${n}`, 30, { kind: 'lapse', until: 1_000 + n * 100 }))
    expect(limitBroken(lapses.slice(1), candidate(30), now)).toBeNull()
    expect(limitBroken(lapses, candidate(30), now)).toBe('cooling_down')
    expect(limitBroken(lapses, candidate(30), 1_100)).toBeNull()
    expect(limitBroken(lapses, candidate(30, { kind: 'booking' }), now)).toBeNull()
    expect(cooledAt(lapses, now)).toBe(1_100)
    expect(cooledAt([...lapses, entry('lapse 6', 30, { kind: 'lapse', until: 9_000 })], now)).toBe(1_200)
  })

  test('counts a claim once, and a request once, however often they were executed', () => {
    const [a, b] = threeHolds
    if (!a || !b) throw new Error('there are three')
    expect(limitBroken([a, b, { ...b, key: 'b again', request: 'another' }], candidate(30), now)).toBeNull()
    expect(limitBroken([a, b, { ...b, key: 'b twin', claim: 'twin' }], candidate(30), now)).toBeNull()
    expect(limitBroken([a, b, { ...b, key: 'c', claim: 'c', request: 'c' }], candidate(30), now)).toBe('hold_limit')
  })

  test('never counts a claim, its request, or what it replaces against it', () => {
    const near = entry('near', 30)
    expect(limitBroken([near], candidate(30), now)).toBe('overlapping_booking')
    expect(limitBroken([near], candidate(30, { claim: 'near' }), now)).toBeNull()
    expect(limitBroken([near], candidate(30, { request: 'request near' }), now)).toBeNull()
    expect(limitBroken([near], candidate(30, { replaces: ['near'] }), now)).toBeNull()
    expect(limitBroken([...threeHolds, entry('d', 28)], candidate(40, { replaces: ['a', 'b'] }), now)).toBeNull()
  })

  test('keeps starts two hours apart to either side, and exactly two hours are enough', () => {
    for (const side of [-1, 1]) {
      expect(limitBroken([entry('a', 10 + side * 2)], candidate(10), now)).toBeNull()
      expect(limitBroken([entry('a', 10 + side * 1.999)], candidate(10), now)).toBe('overlapping_booking')
    }
  })

  test('refuses stays that overlap, however far apart they begin; touching ones are apart', () => {
    const long = entry('long', 5, { end: 10 * hour })
    expect(limitBroken([long], candidate(9.9), now)).toBe('overlapping_booking')
    expect(limitBroken([long], candidate(10), now)).toBeNull()
    expect(limitBroken([entry('short', 9.9)], candidate(5, { end: 10 * hour }), now)).toBe('overlapping_booking')
    expect(limitBroken([entry('short', 10)], candidate(5, { end: 10 * hour }), now)).toBeNull()
  })
})

describe('isTaken', () => {
  const raise = candidate(0, { claim: 'a', raises: true })
  const rival = entry('a', 0, { raises: true, version: 0, giveUpAt: 9 })

  test('is so while another request raises the same claim', () => {
    expect(isTaken([rival], raise)).toBe(true)
  })

  test('is not so for the same request, another claim, what is known, what made the claim, or a new claim', () => {
    expect(isTaken([rival], { ...raise, request: rival.request })).toBe(false)
    expect(isTaken([{ ...rival, claim: 'b' }], raise)).toBe(false)
    expect(isTaken([{ ...rival, version: 1 }], raise)).toBe(false)
    expect(isTaken([{ ...rival, raises: false }], raise)).toBe(false)
    expect(isTaken([rival], { ...raise, raises: false })).toBe(false)
  })
})
