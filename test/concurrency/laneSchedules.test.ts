import { describe, expect, test } from 'vitest'
import type { BookStore } from '../../server/core/lane/ports.ts'
import { breakStore } from '../support/model/brokenStore.ts'
import { makePlan } from '../support/model/lanePlan.ts'
import { laneRegressions } from '../support/model/laneRegressions.ts'
import { findFailure, playLane, toldOf } from '../support/model/laneSchedules.ts'
import type { SimulationOptions } from '../support/model/laneSimulation.ts'

/** Four times as many as any mistake below needs to be found; ten thousand others are played by `npm run drills`. */
const schedules = 4_000

describe('lanes under lost, late and doubled messages, failovers, crashes and wrong clocks', () => {
  test('4,000 schedules leave every promise of the book standing', { timeout: 300_000 }, async () => {
    expect(toldOf(await findFailure(0, schedules))).toBeNull()
  })

  test.for(Object.entries(laneRegressions))('once broken: %s', async ([, plan]) => {
    expect(await playLane(plan)).toEqual([])
  })

  test('the same schedule runs the same way twice', async () => {
    const broken = { wrap: breakStore('skip-cas') }
    const [first, second] = [await findFailure(0, 200, broken), await findFailure(0, 200, broken)]
    expect(first).not.toBeNull()
    expect(second).toEqual(first)
  })
})

/** Does one of the first schedules break each of these rules, under this mistake? Stops once they have. */
async function breaks(options: SimulationOptions, ...rules: readonly string[]): Promise<boolean> {
  const left = new Set(rules)
  for (let seed = 0; seed < 1_000 && left.size > 0; seed += 1) {
    for (const { rule } of await playLane(makePlan(seed), options)) left.delete(rule)
  }
  return left.size === 0
}

describe('controls: without a protection a schedule shows it', () => {
  test('deciding on an old copy gives a unit twice', async () => {
    expect(await breaks({ wrap: breakStore('skip-cas') }, 'no overlap')).toBe(true)
  })

  test('forgetting answers doubles the effect of a command sent again', async () => {
    expect(await breaks({ wrap: breakStore('ignore-opid-on-retry') }, 'one effect at most')).toBe(true)
  })

  test('not learning what the relay took out of the book doubles it too', async () => {
    const wrap = (store: BookStore): BookStore => ({ ...store, answeredAfter: async () => [] })
    expect(await breaks({ wrap }, 'one effect at most')).toBe(true)
  })

  test('without the clock in the filter an expired hold is confirmed, and a hold ends early', async () => {
    const rules = ['an expired hold is never confirmed', 'a hold never ends early']
    expect(await breaks({ wrap: breakStore('no-expiry-predicate') }, ...rules)).toBe(true)
  })

  test('without its marker a node refuses what it has done itself', async () => {
    expect(await breaks({ wrap: breakStore('no-marker-check') }, 'what was refused has no effect')).toBe(true)
  })

  test('refusals confirmed by an old read are not true', async () => {
    expect(await breaks({ wrap: breakStore('local-read-snapshot') }, 'a refusal was true when it was given')).toBe(true)
  })

  test('an answer before the majority has the write is lost with the primary', async () => {
    expect(await breaks({ hasty: true }, 'an effect that was acknowledged is there')).toBe(true)
  })
})
