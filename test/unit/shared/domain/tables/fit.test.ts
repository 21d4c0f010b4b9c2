import { describe, expect, it } from 'vitest'
import { countFree, firstFree, freeTables } from '../../../../../shared/domain/tables/fit.ts'
import { nightOf } from '../../../../../shared/domain/tables/night.ts'
import { roomOf } from '../../../../../shared/domain/tables/options.ts'
import { block, claim, hourMs, settings, slotAt, table } from './support.ts'

const joined = settings({
  tables: ['A', 'B', 'C'].map((id) => table(id, 2)),
  combinations: [{ id: 'AB', tableIds: ['A', 'B'], minParty: 3, maxParty: 4 }],
})
const room = roomOf(joined)
const at18 = slotAt(joined, '18:00')
const [all, onlyB] = [
  [true, true, true],
  [false, true, false],
]
const optionsFor = (party: number) => room.optionsFor({ party, channel: 'online', area: null, oversizeCap: null })

describe('the tables free for a stay', () => {
  const claims = [claim('a', ['A'], at18), block('c', ['C'], at18 + hourMs, at18 + 2 * hourMs)]
  const night = nightOf(room, claims, 0)
  const free = (from: number, to: number) => freeTables(night, { start: at18 + from * hourMs, end: at18 + to * hourMs })

  it('are those that nobody keeps at any instant of it', () => {
    expect(free(0, 2)).toEqual(onlyB)
    expect(free(1.5, 3)).toEqual(onlyB)
    expect(free(0, 1)).toEqual([false, true, true])
  })

  it('include those that are left as it begins or taken as it ends', () => {
    expect(free(2, 4)).toEqual(all)
    expect(free(-2, 0)).toEqual(all)
  })

  it('count as free what is kept by somebody who is left out', () => {
    const stay = { start: at18, end: at18 + hourMs }
    expect(freeTables(night, stay, ({ id }) => id === 'a')).toEqual(all)
    expect(freeTables(night, stay, ({ id }) => id === 'c')).toEqual([false, true, true])
  })
})

describe('the place for a party', () => {
  it('is the first of its options whose tables are all free', () => {
    expect(firstFree(optionsFor(2), all)?.id).toBe('A')
    expect(firstFree(optionsFor(2), onlyB)?.id).toBe('B')
    expect(firstFree(optionsFor(4), all)?.id).toBe('AB')
  })

  it('is none where a combination lacks one of its tables', () => {
    expect(firstFree(optionsFor(4), onlyB)).toBeUndefined()
  })
})

describe('how many such parties fit side by side', () => {
  const two = settings({
    tables: ['A', 'B', 'C'].map((id) => table(id, 2)),
    combinations: [
      { id: 'AB', tableIds: ['A', 'B'], minParty: 2, maxParty: 4 },
      { id: 'BC', tableIds: ['B', 'C'], minParty: 2, maxParty: 4 },
    ],
  })
  const forParty = (party: number) =>
    roomOf(two).optionsFor({ party, channel: 'online', area: null, oversizeCap: null })

  it('counts no table twice, also not within two combinations', () => {
    expect(countFree(forParty(4), all, 9)).toBe(1)
    expect(countFree(forParty(2), all, 9)).toBe(3)
  })

  it('leaves out what is taken', () => {
    expect(countFree(forParty(2), onlyB, 9)).toBe(1)
    expect(countFree(forParty(4), onlyB, 9)).toBe(0)
  })

  it('stops at the most that is asked for', () => {
    expect([0, 1, 2, 3].map((most) => countFree(forParty(2), all, most))).toEqual([0, 1, 2, 3])
  })
})
