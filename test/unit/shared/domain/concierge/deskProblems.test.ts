import { describe, expect, test } from 'vitest'
import { hoursProblems, targetsProblems } from '../../../../../shared/domain/concierge/deskProblems.ts'
import { alwaysOpen, type OpenSpan } from '../../../../../shared/domain/concierge/hours.ts'
import { defaultTargets } from '../../../../../shared/domain/concierge/targets.ts'
import { daily } from './support.ts'

describe('hours', () => {
  const paths = (...spans: readonly OpenSpan[]) => {
    const weekly = [[], [], spans, [], [], [], []]
    return hoursProblems({ zone: 'Asia/Seoul', weekly, exceptions: [] }).map(({ path }) => path)
  }

  test('by day, over midnight and around the clock are all right', () => {
    expect(hoursProblems(alwaysOpen)).toEqual([])
    expect(paths({ from: '10:00', to: '14:00' }, { from: '17:00', to: '02:00' })).toEqual([])
    expect(paths({ from: '10:00', to: '14:00' }, { from: '14:00', to: '00:00' })).toEqual([])
  })

  test('of one day that overlap are a slip of the hand', () => {
    expect(paths({ from: '10:00', to: '14:00' }, { from: '13:00', to: '15:00' })).toEqual(['weekly.2.1.from'])
    expect(paths({ from: '13:00', to: '15:00' }, { from: '10:00', to: '14:00' })).toEqual(['weekly.2.1.from'])
    expect(paths({ from: '18:00', to: '02:00' }, { from: '23:00', to: '23:30' })).toEqual(['weekly.2.1.from'])
  })

  test('name a time zone, and each date once', () => {
    const exceptions = [
      { date: '2026-12-24', spans: [] },
      {
        date: '2026-12-24',
        spans: [
          { from: '10:00', to: '14:00' },
          { from: '10:00', to: '11:00' },
        ],
      },
    ]
    expect(hoursProblems({ ...daily('Mars/Olympus'), exceptions }).map(({ path }) => path)).toEqual([
      'zone',
      'exceptions.1.date',
      'exceptions.1.spans.1.from',
    ])
  })
})

describe('targets', () => {
  const paths = (over: Partial<typeof defaultTargets>) =>
    targetsProblems({ ...defaultTargets, ...over }).map(({ path }) => path)

  test('of the house are all right, and so are the same for all', () => {
    expect(paths({})).toEqual([])
    const same = { firstSeconds: 60, nextSeconds: 60 }
    expect(paths({ standard: same, regular: same, vip: same, vvip: same })).toEqual([])
  })

  test('let no higher tier wait longer, and no next answer longer than the first', () => {
    expect(paths({ vip: { firstSeconds: 241, nextSeconds: 181 } })).toEqual(['vip.firstSeconds', 'vip.nextSeconds'])
    expect(paths({ vvip: { firstSeconds: 80, nextSeconds: 81 } })).toEqual(['vvip.nextSeconds'])
  })
})
