import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../../shared/domain/book/types.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { nightOf } from '../../../../../shared/domain/tables/night.ts'
import { noArrivals } from '../../../../../shared/domain/tables/pacing.ts'
import type { Pacing, TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { codesOf, forget, sceneOf, slotCells } from '../../../../../shared/domain/tables/slotCells.ts'
import { claim, date, everyDay, hourMs, noPacing, service, settings, slotAt, table } from './support.ts'

const at18 = slotAt(settings(), '18:00')
const [at20, at22] = [at18 + 2 * hourMs, at18 + 4 * hourMs]
/** Three tables for two, one for four; guests come in parties of up to five. */
const all = [0, 1, 2, 3]
const hall = settings({ tables: [...['A', 'B', 'C'].map((id) => table(id, 2)), table('D', 4)], maxParty: 5 })

function picker(overrides: Partial<TableSettings> = {}) {
  const engine = engineOf({ ...hall, ...overrides }, date)
  const slot = engine.day.slots[0]
  if (slot === undefined) throw new Error('No slot.')
  const cells = slotCells(engine, slot)
  const scene = (claims: Claim[]) => sceneOf(engine, nightOf(engine.room, claims, 0))
  return { cells, scene, codes: (claims: Claim[] = []) => codesOf(scene(claims), cells) }
}

const paced = (limits: Partial<Pacing>) => ({ weekly: everyDay(service({ pacing: { ...noPacing, ...limits } })) })

describe('the codes of a slot, by party size', () => {
  it('are open where three such parties fit side by side, few where one or two, full where none', () => {
    expect(picker().codes()).toBe('ooffx')
    expect(picker().codes([claim('a', ['A'], at18)])).toBe('ooffx')
    expect(picker().codes([claim('a', ['A', 'B'], at18)])).toBe('ffffx')
    expect(picker().codes([claim('a', ['A', 'B', 'C', 'D'], at18)])).toBe('xxxxx')
    expect(picker().codes([claim('a', ['A', 'B', 'C', 'D'], at20)])).toBe('ooffx')
  })

  it('are closed where guests of that size, or a stay that long, may not come', () => {
    expect(picker({ minParty: 2, maxParty: 3 }).codes()).toBe('cof')
    const turnTimes = [
      { upTo: 2, minutes: 120 },
      { upTo: 9, minutes: 12 * 60 },
    ]
    expect(picker({ turnTimes }).codes()).toBe('ooccc')
  })

  it('are few where there is room only by moving others, and full without re-packing', () => {
    const tables = [table('A', 2), table('B', 4)]
    const inTheWay = [claim('b', ['B'], at18)]
    expect(picker({ tables }).codes(inTheWay)).toBe('ffxxx')
    expect(picker({ tables, repacking: true }).codes(inTheWay)).toBe('ffffx')
    expect(picker({ repacking: true }).codes()).toBe('ooffx')
    expect(picker({ tables, repacking: true }).codes([claim('b', ['B'], at18, { party: 3 })])).toBe('ffxxx')
  })

  it('are no more than pacing admits', () => {
    expect(picker(paced({ maxParties: 2 })).codes()).toBe('ffffx')
    expect(picker(paced({ maxCovers: 6 })).codes()).toBe('ooffx')
    expect(picker(paced({ maxCovers: 3 })).codes()).toBe('offxx')
    expect(picker(paced({ maxOnlineParties: 0 })).codes()).toBe('xxxxx')
    const present = [claim('a', ['A'], at18 - hourMs, { end: at18 + hourMs })]
    expect(picker(paced({ maxPresentCovers: 4 })).codes(present)).toBe('ffxxx')
  })
})

describe('parties of one slot', () => {
  const turnTimes = [
    { upTo: 1, minutes: 60 },
    { upTo: 9, minutes: 120 },
  ]

  it('share an answer where they stay equally long at the same choice of tables', () => {
    const { groups } = picker().cells
    expect(groups).toHaveLength(5)
    expect(groups[1]).toBe(groups[0])
    expect(groups[2]).not.toBe(groups[1])
    expect(groups[3]).toBe(groups[2])
    const other = picker({ turnTimes }).cells.groups
    expect(other[1]).not.toBe(other[0])
  })

  it('share what the night says to a stay where only their tables differ', () => {
    const { groups } = picker({ turnTimes }).cells
    expect(groups[2]?.stay).toBe(groups[1]?.stay)
    expect(groups[0]?.stay).toMatchObject({ start: at18, end: at18 + hourMs })
    expect(groups[1]?.stay).toMatchObject({ start: at18, end: at20 })
  })
})

describe('what is known about a slot', () => {
  it('stays while nothing changes that touches a stay, and is worked out anew after that', () => {
    const { cells, codes, scene } = picker({ minParty: 2 })
    expect(codes()).toBe('coffx')
    const { last } = cells
    forget(cells, [{ start: at20, end: at22, tables: all }])
    expect(cells.last).toBe(last)
    const full = [claim('a', ['A', 'B', 'C', 'D'], at18 + hourMs)]
    forget(cells, scene(full).night.seatings)
    expect(cells.last).toBeNull()
    expect(codes(full)).toBe('cxxxx')
  })

  it('is forgotten for the longer stays alone where only they are touched', () => {
    const turnTimes = [
      { upTo: 2, minutes: 60 },
      { upTo: 9, minutes: 120 },
    ]
    const { cells, codes } = picker({ turnTimes })
    codes()
    forget(cells, [{ start: at18 + hourMs, end: at20, tables: all }])
    // Five fit no table, whoever comes or goes.
    expect(cells.groups.map((group) => group?.found === null)).toEqual([false, false, true, true, false])
    expect(cells.groups.map((group) => group?.stay.free === null)).toEqual([false, false, true, true, true])
    expect(codes([claim('d', ['D'], at18 + hourMs)])).toBe('ooxxx')
  })

  it('stays for parties that could never have the tables of what changed, unless others may move', () => {
    const dOnly = [{ start: at18, end: at20, tables: [3] }]
    const known = (overrides: Partial<TableSettings>) => {
      const tables = [...['A', 'B', 'C'].map((id) => table(id, 2)), { ...table('D', 4), minParty: 3 }]
      const { cells, codes } = picker({ tables, ...overrides })
      const taken = [claim('a', ['A', 'B', 'C'], at18, { pinned: true })]
      expect(codes(taken)).toBe('xxffx')
      forget(cells, dOnly)
      expect(codes([...taken, claim('d', ['D'], at18, { party: 4, pinned: true })])).toBe('xxxxx')
      forget(cells, dOnly)
      expect(cells.last).toBeNull()
      return cells.groups.map((group) => group?.found !== null)
    }
    expect(known({})).toEqual([true, true, false, false, true])
    expect(known({ repacking: true })).toEqual([false, false, false, false, true])
  })

  it('is forgotten where a change beyond the stay could let others make room', () => {
    const tables = [table('A', 2), table('B', 4)]
    const { cells, codes } = picker({ tables, repacking: true })
    const claims = [claim('b', ['B'], at18 + hourMs), claim('a', ['A'], at20, { pinned: true })]
    expect(codes(claims)).toBe('ffxxx')
    forget(cells, [{ start: at20, end: at22, tables: all }])
    expect(cells.last).toBeNull()
    expect(codes(claims.slice(0, 1))).toBe('ffffx')
  })

  it.each([
    { field: 'parties', limits: { maxParties: 3 } },
    { field: 'covers', limits: { maxCovers: 3 } },
    { field: 'onlineParties', limits: { maxOnlineParties: 3 } },
    { field: 'onlineCovers', limits: { maxOnlineCovers: 3 } },
  ])('is the answer for the same arrivals; other $field get another', ({ field, limits }) => {
    const { cells, scene } = picker(paced(limits))
    const codesWith = (count: number) =>
      codesOf({ ...scene([]), arrivals: new Map([[at18, { ...noArrivals, [field]: count }]]) }, cells)
    expect(codesWith(0)[0]).toBe('o')
    const { last } = cells
    expect([codesWith(0)[0], cells.last]).toEqual(['o', last])
    expect(cells.last).toBe(last)
    expect(codesWith(3)[0]).toBe('x')
    expect(codesWith(0)[0]).toBe('o')
  })
})
