import { judgeLane, type Violation } from './judgeLane.ts'
import { type LanePlan, makePlan } from './lanePlan.ts'
import { type SimulationOptions, simulateLanes } from './laneSimulation.ts'

export interface Failure {
  readonly plan: LanePlan
  readonly violations: readonly Violation[]
}

export async function playLane(plan: LanePlan, options?: SimulationOptions): Promise<readonly Violation[]> {
  return judgeLane(await simulateLanes(plan, options))
}

/** The first schedule of these seeds that breaks a rule, made as small as it still breaks it. */
export async function findFailure(from: number, to: number, options?: SimulationOptions): Promise<Failure | null> {
  for (let seed = from; seed < to; seed += 1) {
    const plan = makePlan(seed)
    const violations = await playLane(plan, options)
    if (violations.length > 0) return shrink({ plan, violations }, options)
  }
  return null
}

/** Leaves out ops, faults and incidents one by one for as long as a rule stays broken. */
async function shrink(failure: Failure, options?: SimulationOptions): Promise<Failure> {
  for (const plan of smaller(failure.plan)) {
    const violations = await playLane(plan, options)
    if (violations.length > 0) return shrink({ plan, violations }, options)
  }
  return failure
}

function* smaller(plan: LanePlan): Generator<LanePlan> {
  for (const { id } of plan.ops) {
    const ops = plan.ops.filter((op) => op.id !== id && op.about !== id)
    yield { ...plan, ops }
  }
  for (const fault of plan.faults) yield { ...plan, faults: plan.faults.filter((one) => one !== fault) }
  for (const incident of plan.incidents) yield { ...plan, incidents: plan.incidents.filter((one) => one !== incident) }
}

/** To be kept in `laneRegressions`: the schedule, already shrunk. Null: nothing failed. */
export function toldOf(failure: Failure | null): string | null {
  return failure && `${JSON.stringify(failure.violations)}\nin ${JSON.stringify(failure.plan)}`
}
