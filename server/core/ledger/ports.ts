import type { Instant } from '../../../shared/domain/book/types.ts'
import type { LedgerEntry, Weight } from './entry.ts'
import type { LimitRefusal } from './limits.ts'

/** One entry for one guest's page. */
export interface Entering {
  /** The guest key: account, guest session, or blind index of a phone or an address. `_id` of the page. */
  readonly guestKey: string
  readonly entry: LedgerEntry & { readonly giveUpAt: Instant }
  /** Staff's are counted and not limited. */
  readonly limited: boolean
  /** `claimKey`s that do not count against it. */
  readonly replaces: readonly string[]
}

export type EnterOutcome =
  | { readonly kind: 'entered' }
  | {
      readonly kind: 'refused'
      readonly refusal: LimitRefusal
      /** The page has an entry of the same request whose outcome is open: the refusal settles nothing yet. */
      readonly twinOpen: boolean
    }
  /** Neither entered nor over a limit: try again, unless it is too late. */
  | { readonly kind: 'missed' }

/** What is known of a claim at a version of its book. */
export interface Finding {
  /** `claimKey`. */
  readonly claim: string
  readonly version: number
  /** Null: it has ended, or was never made. A claim never comes back. */
  readonly weight: Weight | null
  /** `requestKey` whose outcome this is; null where no client asked. */
  readonly request: string | null
}

/**
 * Where guests' pages live. MongoDB in the product, a model in tests.
 *
 * Any method may throw: then nothing is known about its effect. All may be repeated: done twice is done once.
 */
export interface LedgerStore {
  /**
   * Adds each entry unless it breaks a limit, another request raises the same claim, or its `giveUpAt` has passed at the
   * primary's clock; one after another, acknowledged by the majority. Outcomes in the order given.
   */
  enter(entries: readonly Entering[]): Promise<readonly EnterOutcome[]>
  remove(entries: readonly { readonly guestKey: string; readonly key: string }[]): Promise<void>
  /**
   * Brings every page that has the claim to what was found: older knowledge and the request's open entries give way to
   * it, newer knowledge and other requests' open entries stay. In the order given.
   */
  settle(findings: readonly Finding[]): Promise<void>
  /** The guest keys of the pages that have the claim. From the primary, with majority. */
  pagesOf(claim: string): Promise<readonly string[]>
  /**
   * Entries of open outcome that gave up longer than `driftMs` ago by the primary's clock, with their pages. From the
   * primary, with majority.
   *
   * @param limit pages read at once
   */
  open(driftMs: number, limit: number): Promise<readonly { readonly guestKey: string; readonly entry: LedgerEntry }[]>
}
