import { expect, test } from 'vitest'
import { defaultPatience } from '../../shared/domain/concierge/escalate.ts'
import { alwaysOpen } from '../../shared/domain/concierge/hours.ts'
import { contest } from './contest.ts'
import { drawEvening } from './evening.ts'
import { jain } from './measure.ts'
import { leastLoaded, type Policy } from './policies.ts'
import { play } from './simulation.ts'

const patience = { ...defaultPatience, hours: alwaysOpen }

test('an evening is the same for the same seed, under every policy, and another for another', () => {
  expect(drawEvening(7, 'tight')).toEqual(drawEvening(7, 'tight'))
  expect(drawEvening(7, 'tight').talks).toEqual(drawEvening(7, 'enough').talks)
  expect(drawEvening(7, 'tight').talks).not.toEqual(drawEvening(8, 'tight').talks)
  expect(play(drawEvening(7, 'tight'), leastLoaded(), patience)).toEqual(
    play(drawEvening(7, 'tight'), leastLoaded(), patience),
  )
})

test('every message of a guest is waited for once, and never answered before it was written', () => {
  const evening = drawEvening(7, 'tight')
  const { waits } = play(evening, leastLoaded(), patience)
  const keys = waits.map(({ talk, exchange }) => `${talk.id}.${exchange}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(new Set(waits.map(({ talk }) => talk.id)).size).toBe(evening.talks.length)
  for (const { since, until, talk } of waits) {
    expect(until).toBeGreaterThanOrEqual(since)
    expect(since).toBeGreaterThanOrEqual(talk.at)
  }
})

test('a desk that gives nobody anything answers nobody: the measure can fail', () => {
  const nobody: Policy = { name: 'nobody', divide: () => [] }
  const drawn = drawEvening(7, 'enough')
  const evening = { ...drawn, talks: drawn.talks.slice(0, 20) }
  const { waits } = play(evening, nobody, patience)
  expect(waits).toHaveLength(evening.talks.length)
  expect(waits.every(({ by }) => by === null)).toBe(true)
})

test('Jain’s index is 1 where all work alike, and 1/n where one does it all', () => {
  expect(jain([2, 2, 2, 2])).toBe(1)
  expect(jain([5, 0, 0, 0, 0])).toBeCloseTo(0.2)
})

test.each([
  [1, 'enough'],
  [1, 'tight'],
  [2, 'tight'],
  [3, 'tight'],
  [1, 'too few'],
] as const)(
  'on evening %i with %s our rules answer more in target than least-loaded and round-robin',
  (seed, level) => {
    const found = contest([seed], level)
    const share = (name: string) => {
      const { inTarget = 0, of = 0 } = found.get(name)?.all ?? {}
      expect(of).toBeGreaterThan(1000)
      return inTarget / of
    }
    expect(share('ours')).toBeGreaterThan(share('least-loaded'))
    expect(share('ours')).toBeGreaterThan(share('round-robin'))
  },
)
