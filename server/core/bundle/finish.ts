import type { BookId, LaneAnswer, LaneRequest } from '../lane/ports.ts'
import { type BundleState, type BundleStore, type Decided, isDecided } from './ports.ts'
import { type BundleTimes, bundleTimes } from './times.ts'

export interface FinishDeps {
  readonly bundles: BundleStore
  readonly lanes: { submit(request: LaneRequest): Promise<LaneAnswer> }
  readonly times?: BundleTimes
}

const system = { key: 'system', staff: true } as const
const sweptAtOnce = 100

/** @returns its state; while that is `open` there is nothing to finish */
export async function finishBundle(deps: FinishDeps, id: string): Promise<BundleState> {
  const bundle = await deps.bundles.abortIfLate(id)
  if (isDecided(bundle)) await applyOutcome(deps, bundle)
  return bundle.state
}

/**
 * Applies a bundle's outcome in both books, the new one first: who reads them meanwhile finds the reservation confirmed
 * there, or confirmed and leaving here, and never nowhere. Safe to repeat.
 *
 * @returns the new book's version
 */
export async function applyOutcome(deps: FinishDeps, bundle: Decided): Promise<number> {
  const inNew = await finishIn(deps, bundle, bundle.to.bookId)
  await finishIn(deps, bundle, bundle.from.bookId)
  await deps.bundles.finish(bundle.id, (deps.times ?? bundleTimes).driftMs)
  return inNew
}

async function finishIn({ lanes }: FinishDeps, bundle: Decided, bookId: BookId): Promise<number> {
  const command = { type: 'bundleFinish', bundleId: bundle.id, outcome: bundle.state } as const
  const answer = await lanes.submit({ bookId, command, by: system, requestId: null, bodyHash: '' })
  if (!answer.ok) throw new Error(`a book refused the outcome of bundle ${bundle.id}: ${answer.refusal.code}`)
  return answer.version
}

/**
 * Finishes every bundle whose executions left it behind.
 *
 * @returns how many it met
 */
export async function sweepBundles(deps: FinishDeps): Promise<number> {
  const found = await deps.bundles.unfinished((deps.times ?? bundleTimes).driftMs, sweptAtOnce)
  for (const { id } of found) await finishBundle(deps, id)
  return found.length
}
