import { describe, expect, test } from 'vitest'
import { changesShape, type GuestPlan } from '../support/model/ledgerPlan.ts'
import { findGuestFailure, playGuests } from '../support/model/ledgerSchedules.ts'
import type { Fault } from '../support/model/modelServer.ts'

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
const booking = { ...op, id: 0, at: 5, type: 'book' } as const
const change = { ...op, id: 1, about: 0, at: 100, type: 'change', book: 1, slot: 9 } as const

function planOf(more: Partial<GuestPlan>): GuestPlan {
  return { seed: 7, skews: [0, 0], ops: [booking, change], faults: [], incidents: [], ...more }
}

/** Messages 8 to 44 are those of the change. */
function* disturbed(kind: Fault['kind'], more: Partial<GuestPlan>): Generator<GuestPlan> {
  for (let on = 8; on < 45; on += 1) yield planOf({ ...more, faults: [{ on, kind, ms: 300 }] })
}

/** The node dies at each moment of the change. */
function* crashes(): Generator<GuestPlan> {
  for (let at = 98; at < 200; at += 2) yield planOf({ seed: at, incidents: [{ at, kind: 'crash', node: 0 }] })
}

/** One step of the change is late, and the booking is cancelled meanwhile. */
function* cancelledMeanwhile(): Generator<GuestPlan> {
  for (const at of [160, 220]) {
    const cancel = { ...op, id: 2, node: 1, about: 0, at, type: 'cancel' } as const
    yield* disturbed('delayRequest', { seed: at, ops: [booking, change, cancel] })
  }
}

async function firstBroken(plans: Iterable<GuestPlan>, mistakes = {}) {
  for (const plan of plans) {
    const violations = await playGuests(plan, mistakes)
    if (violations.length > 0) return { plan, violations }
  }
  return null
}

describe('changes of date are all or nothing', () => {
  test('in 800 schedules of changes, takeovers, cancellations and confirmations among failures', {
    timeout: 300_000,
  }, async () => {
    expect(await findGuestFailure({ shape: changesShape, seeds: [0, 800] })).toBeNull()
  })

  test('when the node dies at any moment', async () => {
    expect(await firstBroken(crashes())).toBeNull()
  })

  test.each(['loseRequest', 'loseReply', 'echo', 'answerEcho'] as const)(
    'when any one message suffers: %s',
    async (kind) => {
      expect(await firstBroken(disturbed(kind, {}))).toBeNull()
    },
  )

  test('when a step is late and the booking is cancelled meanwhile', async () => {
    expect(await firstBroken(cancelledMeanwhile())).toBeNull()
  })

  test('control: a bundle that commits without looking is found', async () => {
    expect(await firstBroken(cancelledMeanwhile(), { unguardedBundle: true })).not.toBeNull()
  })
})
