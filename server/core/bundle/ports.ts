import type { Claim, Instant, Refusal } from '../../../shared/domain/book/types.ts'
import type { BookId } from '../lane/ports.ts'
import type { LimitRefusal } from '../ledger/limits.ts'

export interface Place {
  readonly bookId: BookId
  readonly claimId: string
}

/** Why a bundle came to nothing, when it did so at an answer; null when its time ran out or its booking was cancelled. */
export type BundleRefusal = Refusal | LimitRefusal | { readonly code: 'request_id_reused' }

export type BundleState = 'open' | 'committed' | 'aborted'

/** A change that spans two books: what it is about, and the one decision that counts for both. */
export interface Bundle {
  /** `bundleIdOf`: a request that comes again finds its bundle. */
  readonly id: string
  readonly state: BundleState
  /** Cannot commit from here on, and nothing new may be held for it. */
  readonly deadline: Instant
  readonly bodyHash: string
  readonly reservationId: string
  readonly from: Place
  readonly to: Place
  /** Set when it aborts at an answer. */
  readonly refusal: BundleRefusal | null
  /** Set when it commits. */
  readonly arrived: Arrived | null
}

export type NewBundle = Pick<Bundle, 'id' | 'bodyHash' | 'reservationId' | 'from' | 'to'>

export type Decided = Bundle & { readonly state: Exclude<BundleState, 'open'> }

export function isDecided(bundle: Bundle): bundle is Decided {
  return bundle.state !== 'open'
}

/** The new claim, as it is once the bundle has committed, and the version of its book when it was held. */
export interface Arrived {
  readonly claim: Claim
  readonly version: number
}

/**
 * Where bundles live. MongoDB in the product, a model in tests.
 *
 * Any method may throw: then nothing is known about its effect. All may be repeated. Whatever is returned was read
 * linearizable, or written by majority.
 */
export interface BundleStore {
  /** Makes the bundle, its deadline `openMs` ahead on the primary's clock, unless there is one. @returns the one there is. */
  open(bundle: NewBundle, openMs: number): Promise<Bundle>
  read(id: string): Promise<Bundle | null>
  /** Where the newest committed change of date took a reservation; null if none did. */
  newestOf(reservationId: string): Promise<Place | null>
  /** Commits it if it is open and the primary's clock is before its deadline. @returns it as it is then. */
  commit(id: string, arrived: Arrived): Promise<Bundle>
  /** Aborts it if it is open. @returns it as it is then. */
  abort(id: string, refusal: BundleRefusal | null): Promise<Bundle>
  /** Aborts it if it is open and the primary's clock has reached its deadline. @returns it as it is then. */
  abortIfLate(id: string): Promise<Bundle>
  /**
   * Nothing is left to do for it in either book. Of an aborted one that is true only when `driftMs` have passed since its
   * deadline: until then, what was held for it may still arrive; before that this does nothing.
   */
  finish(id: string, driftMs: number): Promise<void>
  /** Unfinished ones whose deadline is more than `driftMs` past, by the primary's clock. */
  unfinished(driftMs: number, limit: number): Promise<readonly Bundle[]>
}
