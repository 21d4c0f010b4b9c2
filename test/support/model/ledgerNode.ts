import type { BundleStore } from '../../../server/core/bundle/ports.ts'
import { createSettler } from '../../../server/core/bundle/settle.ts'
import { createPrimaryClock } from '../../../server/core/infra/primaryClock.ts'
import { createLanes, type Lanes } from '../../../server/core/lane/lanes.ts'
import type { BookStore, LaneAnswer, LaneRequest, PrimaryClock } from '../../../server/core/lane/ports.ts'
import { createLedger, type Ledger } from '../../../server/core/ledger/ledger.ts'
import { type BundlesState, modelBundleStore } from './bundleModel.ts'
import { type LedgerState, modelLedgerStore } from './ledgerModel.ts'
import { modelBookStore } from './modelBooks.ts'
import type { ModelServer } from './modelServer.ts'
import type { Scheduler } from './scheduler.ts'
import { toyRules } from './toyRules.ts'

export interface GuestState extends LedgerState, BundlesState {}

/** Mistakes that controls make. */
export interface GuestMistakes {
  readonly unfilteredLedger?: boolean
  readonly unorderedRaises?: boolean
  readonly entryAfterCommit?: boolean
  readonly unguardedBundle?: boolean
  /** Commits do not carry the end of their entry, or of their bundle. */
  readonly unboundedCommits?: boolean
}

export interface GuestNode {
  readonly owner: string
  readonly clock: PrimaryClock
  readonly books: BookStore
  readonly lanes: { submit(request: LaneRequest): Promise<LaneAnswer> }
  readonly ledger: Ledger
  readonly bundles: BundleStore
  readonly newId: () => string
  /** Resolves when it may be asked. */
  readonly started: Promise<void>
}

export interface GuestNodeOptions {
  readonly scheduler: Scheduler
  readonly server: ModelServer<GuestState>
  readonly owner: string
  /** How far its clock is off at first. */
  readonly skew: number
  readonly mistakes: GuestMistakes
}

const limits = { waitMs: 300, unknownMs: 250, batch: 4, copyAnswers: 6, lanes: 4, waiting: 16 }
const ledgerTimes = { giveUpMs: 600, enterMs: 200, driftMs: 100 }
export const bundleTimes = { openMs: 600, driftMs: 100 }
const units = ['t1', 't2', 't3']

/** A node of the model: lanes, ledger and bundles on one store, and a clock that may be off. */
export function startGuestNode({ scheduler, server, owner, skew, mistakes }: GuestNodeOptions): GuestNode {
  const clock = createPrimaryClock({ hello: skewedHello(server, owner, skew), monotonic: () => scheduler.now() })
  const started = untilDone(() => clock.correct())
  const books = modelBookStore(server, owner)
  const bundles = modelBundleStore(server, owner, { unguarded: mistakes.unguardedBundle === true })
  let ids = 0
  const common = {
    clock,
    newId: () => `${owner}-${(ids += 1)}`,
    sleep: (ms: number) => scheduler.sleep(ms, owner),
    yieldTurn: () => scheduler.sleep(0, owner),
  }
  const lanes = createLanes({
    ...common,
    store: books,
    rules: { rules: async (_, version) => started.then(() => toyRules(units, version)), newest: async () => 1 },
    bundles: createSettler(bundles),
    nodeId: owner,
    random: () => scheduler.dice.random(),
    monotonic: () => scheduler.now(),
    onCommit: () => {},
    limits,
  })
  const { unfilteredLedger = false, unorderedRaises = false } = mistakes
  const store = modelLedgerStore(server, owner, { unfiltered: unfilteredLedger, unordered: unorderedRaises })
  const ledger = createLedger({ ...common, store, books, times: ledgerTimes })
  return {
    owner,
    clock,
    books,
    lanes: mistakes.unboundedCommits === true ? unbounded(lanes) : lanes,
    ledger,
    bundles,
    newId: common.newId,
    started,
  }
}

/** As at a start: nothing goes on before the primary has been heard. */
async function untilDone(act: () => Promise<void>): Promise<void> {
  for (let done = false; !done; ) {
    done = await act().then(
      () => true,
      () => false,
    )
  }
}

/** Only the first look is wrong: the process began beside a server whose clock has moved since. */
function skewedHello(server: ModelServer<GuestState>, owner: string, skew: number): () => Promise<number> {
  let isFirst = true
  return async () => {
    if (!isFirst || skew === 0) return server.hello(owner)
    isFirst = false
    return server.now() + skew
  }
}

/** The end of the entry, or of the bundle, is not told. */
function unbounded(lanes: Lanes): GuestNode['lanes'] {
  return {
    submit: ({ bookId, command, by, requestId, bodyHash }) =>
      lanes.submit({ bookId, command, by, requestId, bodyHash }),
  }
}
