import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../../../shared/domain/book/types.ts'
import { type Promised, roomOf } from '../../../../../shared/domain/tables/options.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { settings, table } from './support.ts'

const anyone: Promised = { party: 2, channel: 'online', area: null, oversizeCap: null }
const idsFor = (of: TableSettings, promised: Partial<Promised> = {}) =>
  roomOf(of)
    .optionsFor({ ...anyone, ...promised })
    .map(({ id }) => id)

describe('the options for a party', () => {
  it('are single tables before combinations, then the fewest seats, then by id', () => {
    const hall = settings({
      tables: [table('D', 6), table('C', 2), table('B', 4), table('A', 4)],
      combinations: [
        { id: 'CD', tableIds: ['C', 'D'], minParty: 1, maxParty: 8 },
        { id: 'BC', tableIds: ['B', 'C'], minParty: 1, maxParty: 5 },
      ],
    })
    expect(idsFor(hall)).toEqual(['C', 'A', 'B', 'D', 'BC', 'CD'])
  })

  it('are none too small and none that it is too small for, both sizes included', () => {
    const hall = settings({ tables: [table('A', 2), table('B', 4, { minParty: 3 }), table('C', 8, { minParty: 5 })] })
    expect([1, 2, 3, 4, 5, 8, 9].map((party) => idsFor(hall, { party }))).toEqual([
      ['A'],
      ['A'],
      ['B'],
      ['B'],
      ['C'],
      ['C'],
      [],
    ])
  })

  it('have no more spare seats than the cap allows', () => {
    const hall = settings({ tables: [table('A', 2), table('B', 4), table('C', 6)] })
    expect([null, 4, 3, 2, 1, 0].map((oversizeCap) => idsFor(hall, { oversizeCap }))).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'C'],
      ['A', 'B'],
      ['A', 'B'],
      ['A'],
      ['A'],
    ])
  })

  it('lie wholly in the area asked for', () => {
    const places = settings({
      tables: [table('A', 2), table('B', 2, { area: 'terrace' }), table('C', 2, { area: 'terrace' })],
      combinations: [
        { id: 'AB', tableIds: ['A', 'B'], minParty: 2, maxParty: 4 },
        { id: 'BC', tableIds: ['B', 'C'], minParty: 2, maxParty: 4 },
      ],
    })
    expect([null, 'hall', 'terrace', 'roof'].map((area) => idsFor(places, { area }))).toEqual([
      ['A', 'B', 'C', 'AB', 'BC'],
      ['A'],
      ['B', 'C', 'BC'],
      [],
    ])
  })

  it('are open to the door the party came through, every table of a combination', () => {
    const doors = settings({
      tables: [
        table('concierge', 2, { channel: 'concierge' }),
        table('in_house', 2, { channel: 'in_house' }),
        table('online', 2),
        table('walk_in', 2, { channel: 'walk_in' }),
      ],
      combinations: [{ id: 'z', tableIds: ['online', 'in_house'], minParty: 2, maxParty: 4 }],
    })
    const through = (channel: Channel | null) => idsFor(doors, { channel })
    expect(through('online')).toEqual(['online'])
    expect(through('in_house')).toEqual(['in_house', 'online', 'z'])
    expect(through('concierge')).toEqual(['concierge', 'online'])
    expect(through('walk_in')).toEqual(['in_house', 'online', 'walk_in', 'z'])
    expect(through(null)).toEqual(['concierge', 'in_house', 'online', 'walk_in', 'z'])
  })

  it('are one list for one promise, and other lists for whatever differs in it', () => {
    const room = roomOf(settings({ tables: [table('A', 2), table('B', 4, { area: 'terrace', channel: 'concierge' })] }))
    expect(room.optionsFor(anyone)).toBe(room.optionsFor({ ...anyone }))
    const others = [{ party: 1 }, { channel: 'concierge' }, { area: 'terrace' }, { oversizeCap: 2 }] as const
    for (const other of others) expect(room.optionsFor({ ...anyone, ...other })).not.toBe(room.optionsFor(anyone))
  })

  it('are not remembered for sizes and areas that nobody has: one empty list serves them all', () => {
    const room = roomOf(settings({ tables: [table('A', 2)] }))
    const none = room.optionsFor({ ...anyone, party: 3 })
    expect(none).toEqual([])
    expect(room.optionsFor({ ...anyone, party: 99 })).toBe(none)
    expect(room.optionsFor({ ...anyone, area: 'roof' })).toBe(none)
  })
})

describe('a room', () => {
  const hall = settings({
    tables: [table('B', 2, { area: 'terrace' }), table('A', 4, { channel: 'in_house' })],
    combinations: [
      { id: 'BA', tableIds: ['B', 'A'], minParty: 3, maxParty: 7 },
      { id: 'AZ', tableIds: ['A', 'Z'], minParty: 2, maxParty: 20 },
    ],
  })

  it('is made once per settings version', () => {
    expect(roomOf(hall)).toBe(roomOf(hall))
    expect(roomOf({ ...hall })).not.toBe(roomOf(hall))
  })

  it('knows a combination by its tables, sorted by id, and no combination with a table that is gone', () => {
    const room = roomOf({ ...hall })
    expect(room.options.map(({ id }) => id)).toEqual(['B', 'A', 'BA'])
    expect(room.options.at(-1)).toEqual({
      id: 'BA',
      tables: [1, 0],
      unitIds: ['A', 'B'],
      minParty: 3,
      maxParty: 7,
      areas: ['terrace', 'hall'],
      channels: ['online', 'in_house'],
    })
  })

  it('seats at most as many as its largest place, nobody without any', () => {
    expect(roomOf({ ...hall }).largestParty).toBe(7)
    expect(roomOf(settings({ tables: [] })).largestParty).toBe(0)
  })
})
