import { describe, expect, test } from 'vitest'
import type { BookStore } from '../../server/core/lane/ports.ts'
import { breakStore } from '../support/model/brokenStore.ts'
import { makePlan } from '../support/model/lanePlan.ts'
import { laneRegressions } from '../support/model/laneRegressions.ts'
import { type Failure, findFailure, playLane } from '../support/model/laneSchedules.ts'
import type { SimulationOptions } from '../support/model/laneSimulation.ts'

const minutes = 60_000
const chunk = 2_500

/** To be kept in `laneRegressions`: the schedule, already shrunk. */
function told(failure: Failure | null): string | null {
  return failure && `${JSON.stringify(failure.violations)}\nin ${JSON.stringify(failure.plan)}`
}

describe('lanes under lost, late and doubled messages, failovers, crashes and wrong clocks', () => {
  test.for([0, 1, 2, 3])(
    '10,000 schedules leave every promise of the book standing, part %i of 0 to 3',
    { timeout: 5 * minutes },
    async (part) => {
      const failure = await findFailure(part * chunk, (part + 1) * chunk)
      expect(told(failure)).toBeNull()
    },
  )

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

/** Every rule that the first schedules break under this mistake. */
async function brokenRules(options: SimulationOptions): Promise<readonly string[]> {
  const broken = new Set<string>()
  for (let seed = 0; seed < 1_000; seed += 1) {
    for (const { rule } of await playLane(makePlan(seed), options)) broken.add(rule)
  }
  return [...broken]
}

describe('controls: without a protection a schedule shows it', () => {
  test('deciding on an old copy gives a unit twice, or breaks the chain of versions', async () => {
    expect(await brokenRules({ wrap: breakStore('skip-cas') })).toContain('no overlap')
  })

  test('forgetting answers doubles the effect of a command sent again', async () => {
    expect(await brokenRules({ wrap: breakStore('ignore-opid-on-retry') })).toContain('one effect at most')
  })

  test('not learning what the relay took out of the book doubles it too', async () => {
    const wrap = (store: BookStore): BookStore => ({ ...store, answeredAfter: async () => [] })
    expect(await brokenRules({ wrap })).toContain('one effect at most')
  })

  test('without the clock in the filter an expired hold is confirmed, or a hold ends early', async () => {
    const broken = await brokenRules({ wrap: breakStore('no-expiry-predicate') })
    expect(broken).toContain('an expired hold is never confirmed')
    expect(broken).toContain('a hold never ends early')
  })

  test('without its marker a node refuses what it has done itself', async () => {
    expect(await brokenRules({ wrap: breakStore('no-marker-check') })).toContain('what was refused has no effect')
  })

  test('refusals confirmed by an old read are not true', async () => {
    expect(await brokenRules({ wrap: breakStore('local-read-snapshot') })).toContain(
      'a refusal was true when it was given',
    )
  })

  test('an answer before the majority has the write is lost with the primary', async () => {
    expect(await brokenRules({ hasty: true })).toContain('an effect that was acknowledged is there')
  })
})
