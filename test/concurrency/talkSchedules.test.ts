import { describe, expect, test } from 'vitest'
import { findTalkFailure, judgeTalkHistory } from '../support/model/judgeTalk.ts'
import { makeTalkPlan, simulateTalk, type TalkMistakes, type TalkPlan } from '../support/model/talkSimulation.ts'

describe('what is said under lost, late and doubled messages, failovers and crashes', () => {
  test('in 3,000 schedules numbers have no hole, nothing is said twice, what was acknowledged stays, and no order is turned', {
    timeout: 300_000,
  }, async () => {
    expect(await findTalkFailure([0, 3_000])).toBeNull()
  })

  test('most of what is said in them is acknowledged, so that this is no promise about silence', async () => {
    let [said, told] = [0, 0]
    for (let seed = 0; seed < 300; seed += 1) {
      const plan = makeTalkPlan(seed)
      const history = await simulateTalk(plan)
      expect(judgeTalkHistory(history)).toEqual([])
      said += plan.speakers.reduce((sum, { messages }) => sum + messages, 0)
      told += new Set(history.told.map(({ request }) => request)).size
    }
    expect(told / said).toBeGreaterThan(0.9)
  })
})

/** One reads what another has just said, a failover undoes that, and only then arrives what was numbered on from it. */
function* undone(): Generator<TalkPlan> {
  const speaker = { at: 0, messages: 1, twice: false }
  for (let seed = 1; seed <= 60; seed++) {
    for (const later of [2, 3, 4]) {
      for (const on of [2, 3]) {
        yield {
          seed,
          nodes: 2,
          speakers: [
            { ...speaker, node: 0 },
            { ...speaker, node: 1, at: later },
          ],
          faults: [{ on, kind: 'delayRequest', ms: 10 }],
          incidents: [{ at: later + 3, kind: 'failover', electionMs: 1 }],
        }
      }
    }
  }
}

async function wrongIn(plans: Iterable<TalkPlan>, mistakes?: TalkMistakes): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const plan of plans) wrong.push(...judgeTalkHistory(await simulateTalk(plan, mistakes)))
  return wrong
}

test('what is numbered on from is never undone', async () => {
  expect(await wrongIn(undone())).toEqual([])
  expect((await wrongIn(undone(), { localTop: true })).join('\n'), 'control: from what no majority has').toMatch(
    /a hole/,
  )
})

const controls: readonly (readonly [what: string, mistakes: TalkMistakes, wrong: RegExp])[] = [
  ['numbers from the clock have holes', { clockTop: true }, /a hole/],
  ['without the unique request things are said twice', { twiceAllowed: true }, /said twice/],
  ['acknowledged before the majority has it, things get lost', { hasty: true }, /is not there/],
]

test.each(controls)('control: %s', { timeout: 120_000 }, async (_what, mistakes, wrong) => {
  expect((await findTalkFailure([0, 1_000], mistakes))?.wrong.join('\n')).toMatch(wrong)
})
