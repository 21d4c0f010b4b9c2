import { describe, expect, test } from 'vitest'
import { inOrder, isOver, leftOf, type Queued, stepFrom } from '../../../client-sdk/apps/concierge/queue/order.ts'

const now = Date.parse('2026-12-24T10:00:00Z')
const after = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

/** Answered at ten, unless said otherwise. */
function queued(overrides: Partial<Queued> = {}): Queued {
  const facts = { state: 'pending', waitingSince: null, dueAt: null, lastAt: after(0), ...overrides }
  return facts as Queued
}
const waits = (dueAt: string | null) => queued({ state: 'open', waitingSince: after(-5), dueAt })
const order = (content: Readonly<Record<string, Queued>>) =>
  inOrder(content).map(({ conversationId }) => conversationId)

describe('the list begins with', () => {
  test('who waits, the soonest due first, and nothing due after those', () => {
    expect(order({ a: queued(), b: waits(null), c: waits(after(3)), d: waits(after(-1)) })).toEqual([
      'd',
      'c',
      'b',
      'a',
    ])
  })

  test('what was answered last; what is laid aside comes at the end, also where its guest waits', () => {
    const content = {
      a: queued({ state: 'snoozed', waitingSince: after(-9), dueAt: after(-8) }),
      b: queued({ lastAt: after(-2) }),
      c: queued({ lastAt: after(-1) }),
    }
    expect(order(content)).toEqual(['c', 'b', 'a'])
  })

  test('the same whatever order it was told in: of two alike the ids decide', () => {
    expect(order({ b: waits(after(1)), a: waits(after(1)) })).toEqual(['a', 'b'])
    expect(order({ a: waits(after(1)), b: waits(after(1)) })).toEqual(['a', 'b'])
  })
})

test('a target is over the moment it is due, and without one nothing is', () => {
  expect([leftOf(waits(after(1)), now), leftOf(waits(after(-1)), now)]).toEqual([60_000, -60_000])
  expect(isOver(waits(after(0)), now)).toBe(true)
  expect(isOver(waits(new Date(now + 1).toISOString()), now)).toBe(false)
  expect([leftOf(waits(null), now), isOver(waits(null), now)]).toEqual([null, false])
})

test('one goes step by step and stays at the ends; from nowhere, or from what is gone, one begins at an end', () => {
  const ids = ['a', 'b', 'c']
  expect([stepFrom(ids, 'a', 1), stepFrom(ids, 'b', -1)]).toEqual(['b', 'a'])
  expect([stepFrom(ids, 'c', 1), stepFrom(ids, 'a', -1)]).toEqual(['c', 'a'])
  expect([stepFrom(ids, null, 1), stepFrom(ids, null, -1)]).toEqual(['a', 'c'])
  expect([stepFrom(ids, 'gone', 1), stepFrom(ids, 'gone', -1)]).toEqual(['a', 'c'])
  expect([stepFrom([], null, 1), stepFrom([], 'a', -1)]).toEqual([null, null])
})
