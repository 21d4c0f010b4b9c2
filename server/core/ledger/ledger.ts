import type { Claim, Instant } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { createBatcher } from '../infra/batcher.ts'
import type { BookId, EventRecord, PrimaryClock, Probe } from '../lane/ports.ts'
import { claimKey, type LedgerEntry, type RequestName, requestKey, type Weight } from './entry.ts'
import { findingsOf } from './findings.ts'
import type { LimitRefusal } from './limits.ts'
import type { Entering, EnterOutcome, Finding, LedgerStore } from './ports.ts'
import type { Books } from './recall.ts'
import { sweepOpen } from './sweep.ts'
import { type LedgerTimes, ledgerTimes } from './times.ts'
import { weightOf } from './weight.ts'

export interface LedgerDeps {
  readonly store: LedgerStore
  readonly books: Books
  readonly clock: PrimaryClock
  readonly newId: () => string
  readonly sleep: (ms: number) => Promise<void>
  /** Runs after what already waits in the event loop (setImmediate). */
  readonly yieldTurn: () => Promise<void>
  readonly times?: LedgerTimes
  readonly probe?: Pick<Probe, 'breaks'>
}

/** What one execution of one command puts on its guest's pages. */
export interface OwnEntry {
  readonly entry: LedgerEntry & { readonly giveUpAt: Instant }
  /** The claim's holder first. */
  readonly guestKeys: readonly string[]
  /** Staff's are counted and not limited. */
  readonly limited: boolean
  /** `claimKey`s that do not count against it. */
  readonly replaces: readonly string[]
}

export interface Drafted extends Pick<OwnEntry, 'guestKeys' | 'limited'>, Partial<Pick<OwnEntry, 'replaces'>> {
  readonly name: RequestName
  readonly claimId: string
  readonly weight: Weight
  /** The claim is there already. */
  readonly raises: boolean
  /** @default in `giveUpMs` */
  readonly giveUpAt?: Instant
}

export type Entered =
  | { readonly kind: 'entered' }
  | { readonly kind: 'refused'; readonly refusal: LimitRefusal; readonly twinOpen: boolean }

type Removal = Parameters<LedgerStore['remove']>[0][number]

const pauseMs = 50
/** Background work that waits; what does not fit is the relay's, which does the same from the event. */
const laterAtMost = 1_000

/**
 * A guest's holds and bookings over all books, kept so that limits hold under races: an entry is made before the commit
 * it stands for, with the limits in the filter of that one write, and goes only when its claim is known not to be. So
 * it may count too many for a while, and never too few.
 */
export function createLedger(deps: LedgerDeps) {
  const { store, clock, newId, sleep, yieldTurn, times = ledgerTimes } = deps
  const entering = createBatcher<Entering, EnterOutcome>({ run: (items) => store.enter(items), yieldTurn })
  const removing = createBatcher({ run: together((items: readonly Removal[]) => store.remove(items)), yieldTurn })
  const settling = createBatcher({ run: together(settle), yieldTurn })
  const later = new Set<Promise<void>>()

  async function enterPage(page: Entering, enterBy: Instant): Promise<Entered> {
    let cause: unknown
    do {
      try {
        const outcome = await entering.add(page)
        if (outcome.kind !== 'missed') return outcome
        await clock.correct()
      } catch (error) {
        // Entered or not, nobody knows: sent again, it is there once.
        cause = error
      }
      await sleep(pauseMs)
    } while (clock.now() < enterBy)
    throw new AppError('busy', { retryAfterMs: 1_000, cause })
  }

  async function remove({ entry: { key }, guestKeys }: Pick<OwnEntry, 'entry' | 'guestKeys'>): Promise<void> {
    try {
      await Promise.all(guestKeys.map((guestKey) => removing.add({ guestKey, key })))
    } catch {
      // It counts for some seconds more, then the sweep finds that nothing came of it.
    }
  }

  async function settle(findings: readonly Finding[]): Promise<void> {
    if (findings.length > 0) await store.settle(findings)
  }

  function settleLater(finding: Finding): void {
    if (later.size >= laterAtMost) return
    const task = settling
      .add(finding)
      .catch(relayWill)
      .finally(() => later.delete(task))
    later.add(task)
  }

  return {
    draft({ name, claimId, weight, guestKeys, limited, raises, replaces = [], giveUpAt }: Drafted): OwnEntry {
      const claim = claimKey(name.bookId, claimId)
      const entry = {
        ...weight,
        key: `${claim}#${newId()}`,
        claim,
        request: requestKey(name),
        version: 0,
        giveUpAt: giveUpAt ?? clock.now() + times.giveUpMs,
        raises,
      }
      return { entry, guestKeys, limited, replaces }
    },

    /**
     * Makes the entry on each of its pages, the holder's first and the others in the order of their keys: of two that
     * want the same pages one comes first on all of them. Refused on one, it is on none.
     *
     * @throws AppError `busy`; what was made of it is left to the sweep
     */
    async enter(own: OwnEntry): Promise<Entered> {
      if (deps.probe?.breaks('no-ledger')) return { kind: 'entered' }
      const { entry, limited, replaces } = own
      const enterBy = clock.now() + times.enterMs
      for (const guestKey of inOrder(own.guestKeys)) {
        const outcome = await enterPage({ guestKey, entry, limited, replaces }, enterBy)
        if (outcome.kind === 'entered') continue
        await remove(own)
        return outcome
      }
      return { kind: 'entered' }
    },

    /** The keys a claim is counted under already. @throws AppError `busy` */
    async pagesOf(bookId: BookId, claimId: string): Promise<readonly string[]> {
      try {
        return await store.pagesOf(claimKey(bookId, claimId))
      } catch (cause) {
        throw new AppError('busy', { retryAfterMs: 1_000, cause })
      }
    },

    /** Takes back an execution's own entry, once it is certain that it had no effect. Never throws. */
    remove,

    /** Brings the pages of a claim to what an answer said, without being waited for. */
    settleLater(bookId: BookId, version: number, claim: Claim, request: string | null): void {
      settleLater({ claim: claimKey(bookId, claim.id), version, weight: weightOf(claim), request })
    },

    /** A claim is no more, or will never be: it counts on no page any more. Never throws. */
    async end(bookId: BookId, claimId: string): Promise<void> {
      await settle([ended(bookId, claimId)]).catch(relayWill)
    },

    /** The same, without being waited for. */
    endLater(bookId: BookId, claimId: string): void {
      settleLater(ended(bookId, claimId))
    },

    /** The relay's: what the events say, in their order. May be told twice. */
    async onEvents(records: readonly EventRecord[]): Promise<void> {
      await settle(findingsOf(records))
    },

    /** @returns how many entries of open outcome it met */
    sweep: (): Promise<number> => sweepOpen(deps, times.driftMs),

    /** Waits for what runs in the background. */
    async close(): Promise<void> {
      await Promise.all(later)
    },
  }
}

/** A run of a batch whose items all come to the same. */
function together<Item>(run: (items: readonly Item[]) => Promise<void>) {
  return async (items: readonly Item[]): Promise<readonly void[]> => {
    await run(items)
    return items.map(() => undefined)
  }
}

function ended(bookId: BookId, claimId: string): Finding {
  return { claim: claimKey(bookId, claimId), version: 0, weight: null, request: null }
}

/** What could not be settled at once is settled from its event, or by the sweep. */
function relayWill(): void {}

function inOrder([first, ...rest]: readonly string[]): readonly string[] {
  return first === undefined ? [] : [...new Set([first, ...rest.toSorted()])]
}

export type Ledger = ReturnType<typeof createLedger>
