import type { LaneRequest, LaneAnswer, PrimaryClock } from '../lane/ports.ts'
import { driftMs } from '../ledger/times.ts'
import type { Bundle, BundleState, BundleStore } from './ports.ts'

export interface FinishDeps {
  readonly bundles: BundleStore
  readonly lanes: { submit(request: LaneRequest): Promise<LaneAnswer> }
  readonly clock: Pick<PrimaryClock, 'now'>
}

const system = { key: 'system', staff: true } as const
const sweptAtOnce = 100

/** @returns its state; while that is `open` there is nothing to finish */
export async function finishBundle(deps: FinishDeps, id: string): Promise<BundleState> {
  const bundle = await deps.bundles.abortIfLate(id)
  await applyOutcome(deps, bundle)
  return bundle.state
}

/**
 * Applies a bundle's outcome in both books, the new one first: who reads them meanwhile finds the reservation confirmed
 * there, or confirmed and leaving here, and never nowhere. Safe to repeat.
 */
export async function applyOutcome(deps: FinishDeps, bundle: Bundle): Promise<void> {
  if (bundle.state === 'open') return
  const command = { type: 'bundleFinish', bundleId: bundle.id, outcome: bundle.state } as const
  for (const { bookId } of [bundle.to, bundle.from]) {
    const answer = await deps.lanes.submit({ bookId, command, by: system, requestId: null, bodyHash: '' })
    if (!answer.ok) throw new Error(`a book refused the outcome of bundle ${bundle.id}: ${answer.refusal.code}`)
  }
  if (bundle.state === 'committed' || isQuiet(deps, bundle)) await deps.bundles.finish(bundle.id)
}

/** What was held for an aborted bundle may still arrive until its deadline: finished before, nobody would clear it. */
function isQuiet({ clock }: FinishDeps, { deadline }: Bundle): boolean {
  return clock.now() > deadline + driftMs
}

/**
 * Finishes every bundle whose executions left it behind.
 *
 * @returns how many it met
 */
export async function sweepBundles(deps: FinishDeps): Promise<number> {
  const notBefore = deps.clock.now()
  const found = await deps.bundles.unfinished({ deadlineBefore: notBefore - driftMs, notBefore, limit: sweptAtOnce })
  for (const { id } of found) await finishBundle(deps, id)
  return found.length
}
