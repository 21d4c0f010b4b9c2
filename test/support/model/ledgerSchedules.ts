import { judgeBundles } from './bundleJudge.ts'
import { type GuestViolation, judgeLedger } from './ledgerJudge.ts'
import type { GuestMistakes } from './ledgerNode.ts'
import { type GuestPlan, makeGuestPlan, type PlanShape } from './ledgerPlan.ts'
import { simulateGuests } from './ledgerSimulation.ts'

export interface GuestFailure {
  readonly plan: GuestPlan
  readonly violations: readonly GuestViolation[]
}

export async function playGuests(plan: GuestPlan, mistakes?: GuestMistakes): Promise<readonly GuestViolation[]> {
  const history = await simulateGuests(plan, mistakes)
  return [...judgeLedger(history), ...judgeBundles(history)]
}

export interface Search {
  readonly shape: PlanShape
  readonly seeds: readonly [from: number, to: number]
  readonly mistakes?: GuestMistakes
}

/** The first schedule that breaks a rule, made as small as it still breaks one; null if none does. */
export async function findGuestFailure({ shape, seeds: [from, to], mistakes }: Search): Promise<GuestFailure | null> {
  for (let seed = from; seed < to; seed += 1) {
    const plan = makeGuestPlan(seed, shape)
    const violations = await playGuests(plan, mistakes)
    if (violations.length > 0) return shrink({ plan, violations }, mistakes)
  }
  return null
}

/** Leaves out ops, faults and incidents one by one for as long as a rule stays broken. */
async function shrink(failure: GuestFailure, mistakes?: GuestMistakes): Promise<GuestFailure> {
  for (const plan of smaller(failure.plan)) {
    const violations = await playGuests(plan, mistakes)
    if (violations.length > 0) return shrink({ plan, violations }, mistakes)
  }
  return failure
}

function* smaller(plan: GuestPlan): Generator<GuestPlan> {
  for (const { id } of plan.ops) {
    yield { ...plan, ops: plan.ops.filter((op) => op.id !== id && op.about !== id) }
  }
  for (const fault of plan.faults) yield { ...plan, faults: plan.faults.filter((one) => one !== fault) }
  for (const incident of plan.incidents) yield { ...plan, incidents: plan.incidents.filter((one) => one !== incident) }
}
