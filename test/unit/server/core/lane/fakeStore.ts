import { bookIdOf } from '../../../../../server/core/lane/bookId.ts'
import { createLanes } from '../../../../../server/core/lane/lanes.ts'
import type {
  BookRead,
  BookStore,
  BookWrite,
  LaneDeps,
  LaneRequest,
  Remembered,
  RequestOf,
} from '../../../../../server/core/lane/ports.ts'
import { emptyBook } from '../../../../../shared/domain/book/emptyBook.ts'
import type { Command } from '../../../../../shared/domain/book/types.ts'
import { toyRules, toyWant } from '../../../../support/model/toyRules.ts'

export const bookId = bookIdOf('venue', '2030-01-01')
export const opening = Date.parse('2030-01-01T18:00:00Z')

/** A store in memory that answers at once, and lets a test see and change what passes. */
export class FakeStore implements BookStore {
  stored: BookRead | null = null
  events: Remembered[] = []
  /** Names of calls, and the versions of commits, in order. */
  readonly calls: string[] = []
  readonly writes: BookWrite[] = []
  /** Called before each; may throw, wait, or change what is stored. */
  before: { [K in keyof BookStore]?: () => void | Promise<void> } = {}

  async read(id: string): Promise<BookRead | null> {
    await this.#enter('read')
    return id === bookId || this.stored === null ? this.stored : null
  }

  async readLinearizable() {
    await this.#enter('readLinearizable')
    return this.stored && { version: this.stored.book.version, attempts: this.stored.attempts }
  }

  async create(_: string, settingsVersion: number): Promise<void> {
    await this.#enter('create')
    const book = emptyBook('venue', '2030-01-01', settingsVersion)
    this.stored ??= { book, pending: [], attempts: {}, committedAt: 0, bytes: 200 }
  }

  async commit(write: BookWrite): Promise<'applied' | 'missed'> {
    await this.#enter('commit')
    if (this.stored?.book.version !== write.version) return 'missed'
    this.apply(write)
    return 'applied'
  }

  async remembered(_: string, keys: readonly { actor: string; requestId: string }[]): Promise<readonly Remembered[]> {
    await this.#enter('remembered')
    return this.events.filter((one) => keys.some((key) => key.actor === one.actor && key.requestId === one.requestId))
  }

  async answeredAfter(_: string, after: number, most: number): Promise<readonly RequestOf[]> {
    await this.#enter('answeredAfter')
    return this.events.filter(({ version }) => version > after).slice(0, most)
  }

  apply(write: BookWrite): void {
    if (this.stored === null) throw new Error('There is no book.')
    this.writes.push(write)
    const { book, pending, attempts } = this.stored
    const claims = { ...book.claims, ...write.set }
    for (const id of write.unset) delete claims[id]
    this.stored = {
      ...this.stored,
      book: { ...book, claims, version: write.version + 1, settingsVersion: write.settingsVersion },
      pending: [...pending, ...write.events],
      attempts: { ...attempts, [write.nodeId]: write.attemptId },
    }
  }

  async #enter(name: keyof BookStore): Promise<void> {
    this.calls.push(name)
    await this.before[name]?.()
  }
}

export function fakeDeps(store: BookStore, more: Partial<LaneDeps> = {}): LaneDeps {
  let ids = 0
  return {
    store,
    rules: { rules: async (_, version) => toyRules(['t1', 't2'], version), newest: async () => 1 },
    bundles: { settle: async () => 'open' },
    clock: { now: () => opening - 3_600_000, correct: async () => {} },
    nodeId: 'node',
    newId: () => `attempt-${(ids += 1)}`,
    random: () => 0.5,
    monotonic: () => 0,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
    onCommit: () => {},
    ...more,
  }
}

/** Lanes on a fake store. */
export function fakeLanes(more: Partial<LaneDeps> = {}) {
  const store = new FakeStore()
  return { store, lanes: createLanes(fakeDeps(store, more)) }
}

let count = 0

/** Staff's command under a fresh requestId. */
export function request(command: Command, more: Partial<LaneRequest> = {}): LaneRequest {
  count += 1
  const by = { key: `staff:${count}`, staff: true }
  return { bookId, command, by, requestId: `request-${count}`, bodyHash: 'body', ...more }
}

/** A booking by hand, of exactly this unit if one is named. */
export function booking(claimId: string, unit?: string): Extract<Command, { type: 'book' }> {
  const want = toyWant(opening, unit === undefined ? {} : { unitIds: [unit] })
  return { type: 'book', claimId, reservationId: claimId, holder: 'guest:1', want }
}
