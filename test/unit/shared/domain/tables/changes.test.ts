import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../../shared/domain/book/types.ts'
import { changedSeatings } from '../../../../../shared/domain/tables/changes.ts'
import { nightOf } from '../../../../../shared/domain/tables/night.ts'
import { roomOf } from '../../../../../shared/domain/tables/options.ts'
import { claim, hourMs, settings, slotAt } from './support.ts'

const venue = settings()
const at18 = slotAt(venue, '18:00')
const at = (hours: number) => at18 + hours * hourMs
const night = (claims: Claim[], now = 0) => nightOf(roomOf(venue), claims, now)
const between = (before: Claim[], after: Claim[], now = 0, later = now) =>
  changedSeatings(night(before, now), night(after, later)).map(({ start, end }) => [start, end])

const standing = claim('a', ['A'], at(0))
const other = claim('b', ['B'], at(1))

describe('where two nights differ', () => {
  it('are none for the same claims, also read again into other objects or another order', () => {
    expect(between([standing, other], [standing, other])).toEqual([])
    expect(between([standing, other], [{ ...other }, { ...standing, unitIds: ['A'] }])).toEqual([])
  })

  it('are those of claims that came or went', () => {
    expect(between([standing], [standing, other])).toEqual([[at(1), at(3)]])
    expect(between([standing, other], [other])).toEqual([[at(0), at(2)]])
  })

  it('are the time before and the time after of a claim that moved', () => {
    expect(between([standing, other], [{ ...standing, start: at(4), end: at(5) }, other])).toEqual([
      [at(4), at(5)],
      [at(0), at(2)],
    ])
  })

  it.each<{ what: string; change: Partial<Claim> }>([
    { what: 'its start', change: { start: at(0) + 1 } },
    { what: 'its end', change: { end: at(2) + 1 } },
    { what: 'its party', change: { party: 10 } },
    { what: 'its table', change: { unitIds: ['B'] } },
    { what: 'one more table', change: { unitIds: ['A', 'B'] } },
    { what: 'its promise', change: { terms: { kind: 'block' } } },
    { what: 'that it serves nobody', change: { state: 'blocked' } },
    { what: 'that staff let it move', change: { pinned: false } },
  ])('are those of a claim, larger than any table and fixed, of which $what changed', ({ change }) => {
    const fixed = { ...standing, party: 9, pinned: true }
    expect(between([fixed, other], [{ ...fixed, ...change }, other])).toHaveLength(2)
  })

  it('are those of a claim whose party changed among the same tables', () => {
    expect(between([standing], [{ ...standing, party: 1 }])).toHaveLength(2)
  })

  it('are none where a claim only became confirmed', () => {
    const held = { ...standing, state: 'held', expiresAt: 5 } as const
    expect(between([held], [standing])).toEqual([])
  })

  it('are those of a claim that by now is too late to move, or a party that sits past its end', () => {
    expect(between([standing, other], [standing, other], at(-1) - 1, at(-1))).toEqual([
      [at(0), at(2)],
      [at(0), at(2)],
    ])
    const seated = claim('s', ['C'], at(0), { state: 'seated' })
    expect(between([seated], [seated], at(2) - 1, at(2))).toEqual([
      [at(0), at(2) + 1],
      [at(0), at(2)],
    ])
  })
})
