import { createHash } from 'node:crypto'
import type { ArrivesAs, Claim, Command, Party, Want } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import type { BookId } from '../lane/ports.ts'
import { claimKey, type Weight } from '../ledger/entry.ts'
import type { Entered, Ledger, OwnEntry } from '../ledger/ledger.ts'
import { applyOutcome, type FinishDeps } from './finish.ts'
import { type Bundle, type BundleRefusal, type Decided, isDecided, type NewBundle, type Place } from './ports.ts'
import { bundleTimes } from './times.ts'

export interface ChangeDeps extends FinishDeps {
  readonly ledger: Ledger
  readonly newId: () => string
}

/** A booking that goes to another book. */
export interface DateChange {
  readonly by: Party
  readonly requestId: string
  readonly bodyHash: string
  readonly reservationId: string
  /** Whose the new claim is: the old one's holder. */
  readonly holder: string
  readonly from: Place & { readonly state: ArrivesAs; readonly generation: number }
  readonly to: { readonly bookId: BookId; readonly want: Want }
  /** A hold of the guest's in the new book, which leaves its place to the new claim. */
  readonly takeOver?: string
  readonly guestKeys: readonly string[]
  /** What the new claim will weigh. */
  readonly weight: Weight
  /** False for staff: counted and not limited. */
  readonly limited: boolean
}

export type ChangeAnswer =
  | {
      readonly ok: true
      readonly place: Place
      /** The claim in its new book. */
      readonly claim: Claim
      /** Of the new book. */
      readonly version: number
      /** Found again, not done again. */
      readonly replayed: boolean
    }
  | { readonly ok: false; readonly refusal: BundleRefusal }

/** One per request: whoever repeats it meets the same bundle. */
export function bundleIdOf(actor: string, requestId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([actor, requestId]))
    .digest('base64url')
}

/**
 * Moves a booking to another book, wholly or not at all: a place is kept in the new one, the old one is marked as
 * leaving, and one write on the bundle decides for both. What follows from it is finished by whoever comes by.
 *
 * @throws AppError `busy`, `outcome_unknown`; LaneError. The same request finds out what became of it.
 */
export async function changeDate(deps: ChangeDeps, change: DateChange): Promise<ChangeAnswer> {
  if (change.from.bookId === change.to.bookId) throw new Error('within one book a change is one commit')
  const { bundle, isNew } = await openBundle(deps, change)
  if (bundle.bodyHash !== change.bodyHash) return { ok: false, refusal: { code: 'request_id_reused' } }
  return conclude(deps, isDecided(bundle) ? bundle : await decide(deps, change, bundle), !isNew)
}

async function openBundle(deps: ChangeDeps, change: DateChange): Promise<{ bundle: Bundle; isNew: boolean }> {
  const made = newBundle(deps, change)
  const found = await known(deps.bundles.open(made, (deps.times ?? bundleTimes).openMs))
  if (found.to.claimId === made.to.claimId) return { bundle: found, isNew: true }
  return { bundle: await known(deps.bundles.abortIfLate(found.id)), isNew: false }
}

function newBundle({ newId }: ChangeDeps, { by, requestId, bodyHash, reservationId, from, to }: DateChange): NewBundle {
  return {
    id: bundleIdOf(by.key, requestId),
    bodyHash,
    reservationId,
    from: { bookId: from.bookId, claimId: from.claimId },
    to: { bookId: to.bookId, claimId: newId() },
  }
}

/** A step that failed may have been done; the same request finds out. */
async function known<T>(step: Promise<T>): Promise<T> {
  try {
    return await step
  } catch (cause) {
    throw new AppError('outcome_unknown', { retryAfterMs: 1_000, cause })
  }
}

async function decide(deps: ChangeDeps, change: DateChange, bundle: Bundle): Promise<Decided> {
  const decided = await run(deps, change, bundle, draftOf(deps, change, bundle))
  // Too late to commit is not yet aborted: a primary with a slower clock might let another execution commit it.
  const final = isDecided(decided) ? decided : await known(deps.bundles.abort(bundle.id, null))
  if (!isDecided(final)) throw new Error(`bundle ${bundle.id} stays open when aborted`)
  return final
}

/** The booking that goes, and the hold that is taken over, make room for the new claim in the guest's limits. */
function draftOf({ ledger }: ChangeDeps, change: DateChange, { to, from, deadline }: Bundle): OwnEntry {
  const { by, requestId, takeOver } = change
  const replaces = [claimKey(from.bookId, from.claimId), ...(takeOver ? [claimKey(to.bookId, takeOver)] : [])]
  const name = { bookId: to.bookId, actor: by.key, requestId }
  return ledger.draft({ ...change, name, claimId: to.claimId, raises: false, replaces, giveUpAt: deadline })
}

async function run(deps: ChangeDeps, change: DateChange, bundle: Bundle, own: OwnEntry): Promise<Bundle> {
  const { bundles, ledger } = deps
  const entered = await ledger.enter(own)
  if (entered.kind === 'refused') return known(bundles.abort(bundle.id, entered.refusal))
  const held = await submit(deps, change, bundle, bundle.to.bookId, holding(change, bundle))
  if (!held.ok) return abort(deps, bundle, held.refusal)
  const left = await submit(deps, change, bundle, bundle.from.bookId, leaving(bundle))
  if (!left.ok) return abort(deps, bundle, left.refusal)
  if (held.claim === null || left.claim === null) throw new Error('a bundle holds claims')
  if (left.claim.state !== change.from.state) return abort(deps, bundle, changedMeanwhile(left.claim))
  const onAll = await enterFurther(deps, bundle, own)
  if (onAll.kind === 'refused') return known(bundles.abort(bundle.id, onAll.refusal))
  const claim = { ...held.claim, state: left.claim.state, bundle: null }
  return known(bundles.commit(bundle.id, { claim, version: held.version }))
}

/** The pages that count the old claim count the new one, too. Nothing that is leaving comes onto any more of them. */
async function enterFurther({ ledger }: ChangeDeps, { from }: Bundle, own: OwnEntry): Promise<Entered> {
  const pages = await ledger.pagesOf(from.bookId, from.claimId)
  return ledger.enter({ ...own, guestKeys: pages.filter((page) => !own.guestKeys.includes(page)) })
}

/** Nothing of it may take effect past the deadline: a late claim would wait for a bundle that is over. */
function submit(deps: ChangeDeps, change: DateChange, { deadline }: Bundle, bookId: BookId, command: Command) {
  const { by, requestId, bodyHash } = change
  return deps.lanes.submit({ bookId, command, by, requestId, bodyHash, giveUpAt: deadline })
}

function holding({ holder, reservationId, to, from, takeOver }: DateChange, { id, to: { claimId } }: Bundle): Command {
  const hold = {
    type: 'bundleHold',
    bundleId: id,
    claimId,
    reservationId,
    holder,
    generation: from.generation + 1,
    want: to.want,
  } as const
  return { ...hold, becomes: from.state, ...(takeOver !== undefined && { takeOver }) }
}

function leaving({ id, from: { claimId } }: Bundle): Command {
  return { type: 'bundleLeave', bundleId: id, claimId }
}

function changedMeanwhile({ state }: Claim): BundleRefusal {
  return { code: 'not_allowed_now', from: state, to: 'modify' }
}

async function abort({ bundles }: ChangeDeps, { id }: Bundle, refusal: BundleRefusal): Promise<Bundle> {
  // Another change of the same booking is under way: the same request has its turn when that is decided.
  if (refusal.code === 'bundle_open' && refusal.bundleId !== id) throw new AppError('busy', { retryAfterMs: 500 })
  return known(bundles.abort(id, refusal))
}

async function conclude(deps: ChangeDeps, bundle: Decided, replayed: boolean): Promise<ChangeAnswer> {
  const version = await tryToApply(deps, bundle)
  const { arrived, refusal, from, to } = bundle
  if (arrived === null) {
    await deps.ledger.end(to.bookId, to.claimId)
    return { ok: false, refusal: refusal ?? { code: 'not_allowed_now', from: null, to: 'modify' } }
  }
  deps.ledger.endLater(from.bookId, from.claimId)
  return { ok: true, place: to, claim: arrived.claim, version: version ?? arrived.version, replayed }
}

async function tryToApply(deps: ChangeDeps, bundle: Decided): Promise<number | null> {
  try {
    return await applyOutcome(deps, bundle)
  } catch {
    return null // It is decided: the sweep finishes what could not be finished now.
  }
}
