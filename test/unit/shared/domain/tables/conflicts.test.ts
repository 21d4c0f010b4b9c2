import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../../shared/domain/book/types.ts'
import { conflicts } from '../../../../../shared/domain/tables/conflicts.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import {
  block,
  claim,
  date,
  everyDay,
  hourMs,
  minuteMs,
  noPacing,
  service,
  settings,
  slotAt,
  table,
} from './support.ts'

const at18 = slotAt(settings(), '18:00')
const broken = (overrides: Parameters<typeof settings>[0], ...claims: Claim[]) =>
  conflicts(engineOf(settings(overrides), date), claims)
const paced = (limits: Partial<typeof noPacing>) => ({
  weekly: everyDay(service({ pacing: { ...noPacing, ...limits } })),
})

describe('claims that settings would break', () => {
  it('are none that the settings would give today', () => {
    expect(broken({}, claim('a', ['A'], at18), claim('c', ['C'], at18, { party: 4 }))).toEqual([])
  })

  it('are those on a table that is gone, wholly or in part, whoever put them there', () => {
    const gone = [
      claim('a', ['A'], at18),
      claim('half', ['A', 'B'], at18),
      claim('forced', ['A'], at18, { override: true }),
      block('blocked', ['A'], at18, at18 + hourMs),
    ]
    expect(broken({ tables: [table('B', 4)] }, ...gone)).toEqual(['a', 'blocked', 'forced', 'half'])
  })

  it('are those whose table no longer keeps their promise, but not what staff overrode or blocked', () => {
    const tables = [table('A', 1), table('B', 4)]
    const small = [
      claim('a', ['A'], at18),
      claim('forced', ['A'], at18, { override: true }),
      claim('pair', ['A', 'B'], at18),
      block('blocked', ['A', 'B'], at18, at18 + hourMs),
    ]
    expect(broken({ tables }, ...small)).toEqual(['a', 'pair'])
  })

  it('are those that arrive outside every service, but not what staff overrode or blocked', () => {
    const noon = at18 - 6 * hourMs
    const free = [claim('forced', ['B'], noon, { override: true }), block('blocked', ['C'], noon, at18)]
    expect(broken({}, claim('a', ['A'], noon), ...free)).toEqual(['a'])
  })

  it('are those that end past the day boundary, and not those that end with it', () => {
    const end = Date.parse('2026-11-21T20:00:00Z')
    const ends = [claim('a', ['A'], at18, { end }), claim('b', ['B'], at18, { end: end + 1 })]
    expect(broken({}, ...ends)).toEqual(['b'])
  })

  it('are those beyond the pacing after who comes before them, by start and then by id', () => {
    const claims = [
      claim('z', ['A'], at18),
      claim('b', ['B'], at18 + 5 * minuteMs),
      claim('a', ['C'], at18 + 5 * minuteMs),
      claim('next', ['C'], at18 + 15 * minuteMs),
    ]
    expect(broken(paced({ maxParties: 2 }), ...claims)).toEqual(['b'])
    expect(broken(paced({ maxCovers: 2 }), ...claims)).toEqual(['a', 'b'])
    expect(broken(paced({ maxPresentCovers: 4 }), ...claims)).toEqual(['b', 'next'])
    expect(broken(paced({ maxParties: 2 }), ...[...claims].reverse())).toEqual(['b'])
  })

  it('are not what staff overrode, which still lowers what the others may have', () => {
    const claims = [claim('a', ['A'], at18, { override: true }), claim('b', ['B'], at18 + minuteMs)]
    expect(broken(paced({ maxParties: 1 }), ...claims)).toEqual(['b'])
    expect(broken(paced({ maxParties: 0 }), ...claims)).toEqual(['b'])
  })

  it('are none of guests who did not come, who take nobody’s place either', () => {
    const claims = [claim('a', ['Z'], at18, { state: 'no_show' }), claim('b', ['B'], at18)]
    expect(broken(paced({ maxParties: 1 }), ...claims)).toEqual([])
  })
})
