import { describe, expect, test } from 'vitest'
import type { GuestMistakes } from '../support/model/ledgerNode.ts'
import { type GuestOp, type GuestPlan, limitsShape } from '../support/model/ledgerPlan.ts'
import { findGuestFailure, playGuests } from '../support/model/ledgerSchedules.ts'

const op = {
  node: 0,
  guest: 0,
  about: null,
  takeOver: null,
  book: 0,
  slot: 4,
  holdMs: 5_000,
  phone: 0,
  twice: false,
} as const

function planOf(ops: readonly GuestOp[], more: Partial<GuestPlan> = {}): GuestPlan {
  return { seed: 13, skews: [0, 0], ops, faults: [], incidents: [], ...more }
}

/** A node dies while its commit is on the way, which arrives long after the sweep has looked for it. */
function* lateCommits(): Generator<GuestPlan> {
  for (let on = 0; on < 24; on += 1) {
    for (const at of [40, 60, 80, 100]) {
      yield planOf([{ ...op, id: 0, at: 5, type: 'hold' }], {
        seed: 1,
        skews: [0],
        faults: [{ on, kind: 'delayRequest', ms: 1_500 }],
        incidents: [{ at, kind: 'crash', node: 0 }],
      })
    }
  }
}

/** Neither entry alone covers what comes of a confirmation and a move at once, wherever the one meets the other. */
function* confirmedAndMoved(): Generator<GuestPlan> {
  for (let seed = 1; seed <= 12; seed += 1) {
    for (let at = 697; at < 721; at += 3) {
      const ops = [
        { ...op, id: 0, at: 3, type: 'hold', book: 1, slot: 13, holdMs: 1_052 },
        { ...op, id: 1, at: 701, type: 'confirm', about: 0 },
        { ...op, id: 2, at: 596, type: 'modify', about: 0, slot: 7 },
        { ...op, id: 3, at, node: 1, type: 'modify', about: 2, slot: 4 },
      ] as const
      yield planOf(ops, { seed })
    }
  }
}

async function anyBreaks(plans: Iterable<GuestPlan>, mistakes?: GuestMistakes): Promise<boolean> {
  for (const plan of plans) {
    if ((await playGuests(plan, mistakes)).length > 0) return true
  }
  return false
}

describe('guests’ ledgers under lost, delayed and doubled messages, failovers, crashes and skewed clocks', () => {
  test('in 1,200 schedules no claim is uncounted, no guest over a limit, no answer untrue, and nothing counted is left over', {
    timeout: 300_000,
  }, async () => {
    expect(await findGuestFailure({ shape: limitsShape, seeds: [0, 1_200] })).toBeNull()
  })

  test('a hold that is confirmed and moved at once is covered at each moment', async () => {
    expect(await anyBreaks(confirmedAndMoved())).toBe(false)
  })

  test('a commit that arrives after the sweep finds its time over', async () => {
    expect(await anyBreaks(lateCommits())).toBe(false)
  })
})

describe('controls: without its protection each rule is broken', () => {
  test('entries without the limits in the filter', async () => {
    const mistakes = { unfilteredLedger: true }
    expect(await findGuestFailure({ shape: limitsShape, seeds: [0, 20], mistakes })).not.toBeNull()
  })

  test('the entry after the commit', async () => {
    const mistakes = { entryAfterCommit: true }
    expect(await findGuestFailure({ shape: limitsShape, seeds: [0, 20], mistakes })).not.toBeNull()
  })

  test('two requests raise one claim at once', async () => {
    expect(await anyBreaks(confirmedAndMoved(), { unorderedRaises: true })).toBe(true)
  })

  test('commits that do not carry the end of their entry', async () => {
    expect(await anyBreaks(lateCommits(), { unboundedCommits: true })).toBe(true)
  })
})
