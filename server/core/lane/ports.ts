import type {
  Book,
  BookEvent,
  Claim,
  Command,
  Guards,
  Instant,
  Party,
  Refusal,
  Rules,
} from '../../../shared/domain/book/types.ts'

/** `<venueId>:<date>`: the `_id` of a book. */
export type BookId = string

/** One command on its way into a book. */
export interface LaneRequest {
  readonly bookId: BookId
  readonly command: Command
  readonly by: Party
  /** Client-made; null for the system's own commands (expire, adopt, finishing a bundle), which are idempotent by nature. */
  readonly requestId: string | null
  /** SHA-256 of the operation and its canonical input; another body under the same id is `request_id_reused`. */
  readonly bodyHash: string
  /**
   * The client has sent it before and has no answer. What the earlier try has under way at another node is then ended before
   * a refusal leaves, so that a refusal stays true.
   */
  readonly retried?: boolean
  /** No write of it takes effect from this instant on, at the primary's clock. What counts on it gives up then. */
  readonly giveUpAt?: Instant
  /** Decide only: a refusal is as true as any, an acceptance says what would have been. Nothing is written. */
  readonly dryRun?: true
}

/** What a command came to. The same answer is given again for the same actor, id and body. */
export type LaneAnswer =
  | {
      readonly ok: true
      /** The book's version in which the command took effect (for an accepted command without events: the version read). */
      readonly version: number
      readonly claim: Claim | null
      /** Found again, not done again. */
      readonly replayed: boolean
    }
  | { readonly ok: false; readonly version: number; readonly refusal: Refusal | { readonly code: 'request_id_reused' } }

/** A fact as it lies in the book until the relay has copied it, and in `events` for ever. Ids only, no guest details. */
export interface EventRecord {
  readonly book: BookId
  readonly version: number
  /** Position among the events of that version, from 0. `_id` in `events` is `book:version:n`. */
  readonly n: number
  readonly actor: string
  readonly requestId: string | null
  readonly bodyHash: string
  readonly op: Command['type']
  readonly event: BookEvent
  /** On the one event of a client's command that carries its answer: this event's claim, or that there is none. */
  readonly answer: 'claim' | 'none' | null
}

/** Whose request it was. */
export interface RequestOf {
  readonly actor: string
  readonly requestId: string
}

/** A remembered answer, from the book's own pending events or from `events`. */
export interface Remembered extends RequestOf {
  readonly bodyHash: string
  readonly version: number
  readonly claim: Claim | null
}

/** A book as read: its state, its pending events and who attempted last. */
export interface BookRead {
  readonly book: Book
  readonly pending: readonly EventRecord[]
  /** The latest attempt of each node that wrote; a node finds its own marker here after an unknown outcome. */
  readonly attempts: Readonly<Record<string, string>>
  /** Primary's clock at the newest commit; effective now is never below it. */
  readonly committedAt: Instant
  /** Size as stored, pending events included. */
  readonly bytes: number
}

/** What a linearizable read proves: the newest version, and who wrote last. Small, because a batch of refusals needs one. */
export interface BookProof {
  readonly version: number
  readonly attempts: Readonly<Record<string, string>>
}

/** One compare-and-set. */
export interface BookWrite {
  readonly bookId: BookId
  /** The version it was decided on; the write makes `version + 1`. */
  readonly version: number
  readonly guards: Guards
  /** Effective now of the decision: how long its events have been pending. */
  readonly at: Instant
  readonly nodeId: string
  readonly attemptId: string
  readonly settingsVersion: number
  /** Claims to set, by id. */
  readonly set: Readonly<Record<string, Claim>>
  /** Claims to remove. */
  readonly unset: readonly string[]
  /** When the next claim of the book runs out: how the sweep finds what a lost job forgot. */
  readonly nextDue: Instant | null
  readonly events: readonly EventRecord[]
}

/**
 * Where books live. MongoDB in the product, a model with a seeded scheduler in tests.
 *
 * Any method may throw: then nothing is known about its effect, not even that there was none.
 */
export interface BookStore {
  /** From the primary, with majority. Null: no such book yet. */
  read(bookId: BookId): Promise<BookRead | null>
  /** Linearizable, for answers that leave without a write. With guards, null unless they hold at the primary's clock. */
  readLinearizable(bookId: BookId, guards?: Guards): Promise<BookProof | null>
  /** Inserts the empty version 0. Already there is fine. Nothing is decided in version 0 of another's making but what is read again. */
  create(bookId: BookId, settingsVersion: number): Promise<void>
  /** `applied`: matched, majority-acknowledged and journalled. `missed`: the filter (version or guards) did not match. */
  commit(write: BookWrite): Promise<'applied' | 'missed'>
  /** Answers remembered in `events`: nothing that was there when this store last read a book may be missed. */
  remembered(bookId: BookId, keys: readonly RequestOf[]): Promise<readonly Remembered[]>
  /** Whose answers `events` remembers from versions above this one, under the same condition; at most so many. */
  answeredAfter(bookId: BookId, version: number, most: number): Promise<readonly RequestOf[]>
}

/** The rules a book is decided under. Reads settings by majority when the version is not at hand. */
export interface RulesSource {
  /** Rules of exactly this settings version for this book. */
  rules(bookId: BookId, settingsVersion: number): Promise<Rules>
  /** The venue's newest settings version, by majority: what a new book starts with. */
  newest(bookId: BookId): Promise<number>
}

/** Settles a bundle that a command met, before the command is decided again. Must not submit into the lane that waits for it. */
export interface BundleSettler {
  /** The final outcome; aborts an open bundle past its deadline first. */
  settle(bundleId: string, why: 'met' | 'cancel'): Promise<'committed' | 'aborted' | 'open'>
}

/** Estimate of the primary's clock. */
export interface PrimaryClock {
  now(): Instant
  /** A guard failed at an unchanged version, or a reply told the primary's time: correct the offset. */
  correct(): Promise<void>
}

/** Kill points and rule-breaking switches, supplied by test/support alone. */
export interface Probe {
  /** Called at a named point; a test may stop the process there, delay or throw. */
  at(point: ProbePoint): void | Promise<void>
  /** Puts something between the lane and its store. */
  wrap?(store: BookStore): BookStore
  /** Puts something between what is said and its store. */
  wrapMessages?<S extends object>(store: S): S
  /** In place of the ledger of notices. */
  wrapDeliveries?<D extends object>(deliveries: D, rows: object): D
  /** A rule-breaking switch; absent in the product, so always false. */
  breaks(rule: BrokenRule): boolean
}

export type ProbePoint =
  | 'K1.validated'
  | 'K2.sent'
  | 'K3.committed'
  | 'K4.acknowledged'
  | 'K5.localFed'
  | 'K6.grouped'
  | 'K7.projected'
  | 'K8.relayed'
  | 'K9.claimed'
  | 'K10.handedOver'
  | 'K11.expired'
  | 'K12.draining'
  | 'K13.folded'
  | 'K14.held'
  | 'K15.chosen'
  | 'K16.booked'
  | 'K17.counting'

export type BrokenRule =
  | 'skip-cas'
  | 'ack-before-majority'
  | 'ignore-opid-on-retry'
  | 'no-expiry-predicate'
  | 'drop-events'
  | 'no-beacon'
  | 'local-read-snapshot'
  | 'no-relay'
  | 'no-boundary'
  | 'no-sweep'
  | 'no-ledger'
  | 'no-edges'
  | 'skip-audit'
  | 'no-marker-check'
  | 'no-exp-timer'
  | 'no-revocation'
  | 'no-reuse-detection'
  | 'join-without-acl'
  | 'no-send-key'
  | 'take-unseen'
  | 'choose-unseen'
  | 'describe-unseen'
  | 'seq-from-clock'
  | 'receipts-go-back'

export interface CommitNotice {
  readonly bookId: BookId
  readonly version: number
  readonly settingsVersion: number
}

export interface LaneDeps {
  readonly store: BookStore
  readonly rules: RulesSource
  readonly bundles: BundleSettler
  readonly clock: PrimaryClock
  readonly nodeId: string
  /** Fresh ids for attempts. */
  readonly newId: () => string
  /** 0 <= x < 1. */
  readonly random: () => number
  /** Elapsed milliseconds, for deadlines; never wall time. */
  readonly monotonic: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Runs after what already waits in the event loop (setImmediate). */
  readonly yieldTurn: () => Promise<void>
  /** After each commit of this node, synchronously and before the answers leave: the node feeds its own watchers. */
  readonly onCommit: (notice: CommitNotice, after: Book) => void
  readonly probe?: Probe
  readonly limits?: Partial<LaneLimits>
}

/** Where queues, copies and patience end. */
export interface LaneLimits {
  /** Commands of one book waiting for an answer. @default 10_000 */
  readonly waiting: number
  /** Commands in one compare-and-set. @default 256 */
  readonly batch: number
  /** A command not taken into a batch for so long is answered `busy`. @default 5_000 */
  readonly waitMs: number
  /** An unknown outcome not cleared up in so long is answered `outcome_unknown`. @default 8_000 */
  readonly unknownMs: number
  /** Past this size a book takes no more claims. @default 500_000 */
  readonly bookBytes: number
  /** Answers that a copy remembers before it is read anew. @default 4_096 */
  readonly copyAnswers: number
  /** Requests of a book known to be answered; past it `events` is asked for each batch. @default 8_192 */
  readonly knownRequests: number
  /** Books kept at once; the one idle longest goes first. @default 1_000 */
  readonly lanes: number
}
