import { describe, expect, test } from 'vitest'
import type { Seating } from '../../../../../shared/domain/tables/night.ts'
import { seatInOrder } from '../../../../../shared/domain/tables/seatInOrder.ts'

interface Guest {
  readonly start: number
  readonly end: number
  /** Tables of each place, best first. */
  readonly places: readonly (readonly number[])[]
}

const seating = {
  id: '',
  party: 2,
  channel: 'online',
  tables: [],
  options: [],
  locksAt: null,
  expiresAt: null,
} as const

/** The tables of each guest, and how many places were tried. */
function seat(tables: number, guests: readonly Guest[], { most = Infinity, kinds = [] as number[][] } = {}) {
  let steps = 0
  const group = guests.map(({ start, end }): Seating => {
    return { ...seating, start, end, counts: true, reach: { words: [], needs: 1 } }
  })
  const chosen = seatInOrder({
    group,
    places: guests.map(({ places }) => places.map((its) => ({ tables: its }))),
    kinds: kinds.length > 0 ? kinds : Array.from({ length: tables }, (_, table) => [table]),
    step: () => {
      if (steps >= most) return false
      steps += 1
      return true
    },
  })
  return { at: chosen?.map((place) => place.tables.join('+')) ?? null, steps }
}

const evening = { start: 0, end: 10 }

describe('a group is seated', () => {
  test('each at the best place that leaves one to everybody else', () => {
    const guests = [
      { ...evening, places: [[0], [1]] },
      { ...evening, places: [[0]] },
      { ...evening, places: [[1], [2]] },
    ]
    expect(seat(3, guests).at).toEqual(['1', '0', '2'])
  })

  test('where one leaves as the next comes', () => {
    const next = { start: 10, end: 20, places: [[0]] }
    expect(seat(1, [{ ...evening, places: [[0]] }, next]).at).toEqual(['0', '0'])
    expect(
      seat(1, [
        { ...evening, places: [[0]] },
        { ...next, start: 9 },
      ]).at,
    ).toBeNull()
  })

  test('at combinations, which take all their tables', () => {
    const pair = { ...evening, places: [[0, 1]] }
    expect(seat(3, [pair, { ...evening, places: [[1], [2]] }]).at).toEqual(['0+1', '2'])
    expect(seat(3, [pair, { ...evening, places: [[1]] }]).at).toBeNull()
    expect(seat(3, [pair, { start: 10, end: 12, places: [[0, 1]] }]).at).toEqual(['0+1', '0+1'])
  })

  test('who has no place at all ends it, at whatever time', () => {
    expect(
      seat(2, [
        { ...evening, places: [[0]] },
        { start: 30, end: 40, places: [] },
      ]).at,
    ).toBeNull()
  })
})

describe('the search ends early', () => {
  test('where those who come meanwhile share fewer tables than they need', () => {
    const few = [[0], [1], [2]]
    const guests = Array.from({ length: 4 }, () => ({ ...evening, places: few }))
    // Each place of the first is tried once, and leaves two tables for three.
    expect(seat(3, guests)).toEqual({ at: null, steps: 3 })
  })

  test('where a combination would need more tables than are left', () => {
    const guests = [
      { start: 0, end: 10, places: [[0], [1], [2]] },
      {
        start: 2,
        end: 10,
        places: [
          [0, 1],
          [1, 2],
        ],
      },
      { start: 4, end: 10, places: [[0], [1], [2]] },
    ]
    expect(seat(3, guests)).toEqual({ at: null, steps: 3 })
  })

  test('but not because of who has left by then', () => {
    const guests = [
      { start: 0, end: 4, places: [[0]] },
      { start: 2, end: 10, places: [[1]] },
      { start: 4, end: 10, places: [[0]] },
    ]
    expect(seat(2, guests).at).toEqual(['0', '1', '0'])
  })

  test('where a state comes again from which nothing was found', () => {
    const guests = [
      { start: 0, end: 10, places: [[0], [1]] },
      { start: 1, end: 10, places: [[0], [1]] },
      { start: 10, end: 20, places: [[2]] },
      { start: 20, end: 30, places: [[2]] },
      { start: 30, end: 40, places: [] },
    ]
    const alike = [[0, 1], [2]]
    // Which of two like tables the first took makes no difference to the second.
    expect(seat(3, guests, { kinds: alike })).toEqual({ at: null, steps: 5 })
  })

  test('when the steps run out', () => {
    const guests = [
      { ...evening, places: [[0], [1]] },
      { ...evening, places: [[0]] },
    ]
    expect(seat(2, guests, { most: 2 })).toEqual({ at: null, steps: 2 })
    expect(seat(2, guests, { most: 3 }).at).toEqual(['1', '0'])
  })
})
