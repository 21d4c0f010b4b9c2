import { describe, expect, it } from 'vitest'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { settingsProblems } from '../../../../../shared/domain/tables/settingsProblems.ts'
import { date, everyDay, service, settings, table } from './support.ts'

const problems = (overrides: Partial<TableSettings>) =>
  settingsProblems(settings(overrides)).map(({ path, message }) => `${path}: ${message}`)
const pair = (overrides = {}) => ({ id: 'p', tableIds: ['A', 'B'], minParty: 3, maxParty: 4, ...overrides })

describe('settings that can be decided under', () => {
  it('have no problems, up to the edge of every limit', () => {
    const edge: Partial<TableSettings> = {
      tables: [table('A', 2, { minParty: 2 }), table('B', 2)],
      combinations: [pair({ minParty: 4 })],
      weekly: everyDay(
        service({ opens: '05:00', lastSeating: '05:00' }),
        service({ opens: '28:59', lastSeating: '28:59' }),
      ),
      exceptions: [{ date, services: [] }],
      turnTimes: [
        { upTo: 2, minutes: 90 },
        { upTo: 3, minutes: 60 },
      ],
      minParty: 4,
      maxParty: 4,
      zone: 'America/New_York',
    }
    expect(problems(edge)).toEqual([])
  })
})

describe('settings that contradict themselves', () => {
  it('have a table twice, or one that seats nobody: its smallest party is larger than its largest', () => {
    const tables = [table('A', 2), table('B', 2), table('A', 4), table('D', 2, { minParty: 3 })]
    expect(problems({ tables })).toEqual([
      'tables.2.id: Another table has this id',
      'tables.3.minParty: Larger than maxParty',
    ])
  })

  it('combine a table that is not there, one with itself, or for no size of party', () => {
    const combinations = [
      pair(),
      pair({ id: 'q', tableIds: ['A', 'Z'] }),
      pair({ id: 'r', tableIds: ['A', 'A', 'B'] }),
      pair({ id: 's', minParty: 5 }),
    ]
    expect(problems({ combinations })).toEqual([
      'combinations.1.tableIds: Names a table that is not there',
      'combinations.2.tableIds: Names a table twice',
      'combinations.3.minParty: Larger than maxParty',
    ])
  })

  it('give two combinations one id, or a combination that of a table: a picker could not tell them apart', () => {
    expect(problems({ combinations: [pair(), pair({ tableIds: ['B', 'C'] }), pair({ id: 'A' })] })).toEqual([
      'combinations.1.id: Another table or combination has this id',
      'combinations.2.id: Another table or combination has this id',
    ])
  })

  it('begin the day with a time of the next', () => {
    const weekly = everyDay(service({ opens: '28:00', lastSeating: '29:00' }))
    expect(problems({ weekly, dayBoundary: '23:59' })).toEqual([])
    expect(problems({ weekly, dayBoundary: '24:00' })).toEqual(['dayBoundary: Not a time of the day itself'])
  })

  it('have a service that closes before it opens, or lies outside its day', () => {
    const wrong = [
      service(),
      service({ opens: '21:01' }),
      service({ opens: '04:59' }),
      service({ lastSeating: '29:00' }),
    ]
    const weekly = everyDay().with(5, wrong)
    expect(problems({ weekly })).toEqual([
      'weekly.5.1.opens: After the last seating',
      'weekly.5.2.opens: Before the day boundary',
      'weekly.5.3.lastSeating: After the next day boundary',
    ])
  })

  it('have such a service as an exception', () => {
    const exceptions = [
      { date, services: [] },
      { date: '2026-11-22', services: [service({ opens: '22:00' })] },
    ]
    expect(problems({ exceptions })).toEqual(['exceptions.1.services.0.opens: After the last seating'])
  })

  it('have a day that another boundary would make right', () => {
    const weekly = everyDay().with(0, [service({ opens: '04:00', lastSeating: '29:00' })])
    expect(problems({ weekly, dayBoundary: '04:00' })).toEqual(['weekly.0.0.lastSeating: After the next day boundary'])
  })

  it('let guests book no size of party', () => {
    expect(problems({ minParty: 9 })).toEqual(['minParty: Larger than maxParty'])
  })

  it('have turn times whose party sizes do not rise', () => {
    const rows = (...sizes: number[]) => ({ turnTimes: sizes.map((upTo) => ({ upTo, minutes: 90 })) })
    expect(problems(rows(2, 2))).toEqual(['turnTimes: Party sizes must rise'])
    expect(problems(rows(2, 6, 4))).toEqual(['turnTimes: Party sizes must rise'])
    expect([rows(2, 4, 6), rows(1)].map(problems)).toEqual([[], []])
  })

  it('name a time zone that there is not', () => {
    expect(problems({ zone: 'Asia/Soul' })).toEqual(['zone: Not a time zone'])
  })

  it('are told all their problems at once', () => {
    const bad = { zone: 'nowhere', minParty: 9, tables: [table('A', 2, { minParty: 3 })], combinations: [pair()] }
    expect(problems(bad)).toHaveLength(4)
  })
})
