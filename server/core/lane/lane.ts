import { type Entry, makeEntry } from './entry.ts'
import { LaneError } from './laneError.ts'
import type { LaneAnswer, LaneDeps, LaneLimits, LaneRequest } from './ports.ts'
import type { Writer } from './writer.ts'

/**
 * The queue of one book on one node: bounded, cut into batches, each command answered once.
 *
 * Any node's lane may write any book at any time. The version decides who was first; whoever was not reads again and
 * decides anew.
 */
export class Lane {
  readonly writer: Writer
  readonly #deps: LaneDeps
  readonly #limits: LaneLimits
  #queue: Entry[] = []
  /** Commands with a requestId that have no answer yet. */
  readonly #open = new Map<string, Entry>()
  #waiting = 0
  #running: Promise<void> | null = null
  /** What last stood in the way: the cause told with a `busy`. */
  #trouble: unknown = undefined

  constructor(writer: Writer, deps: LaneDeps, limits: LaneLimits) {
    this.writer = writer
    this.#deps = deps
    this.#limits = limits
  }

  get idle(): boolean {
    return this.#running === null
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#running
  }

  /** @throws LaneError; and whatever a rules module threw that broke its word */
  async submit(request: LaneRequest): Promise<LaneAnswer> {
    if (this.#waiting >= this.#limits.waiting) throw new LaneError('busy', 1_000)
    this.#waiting += 1
    try {
      return await this.#answer(request)
    } finally {
      this.#waiting -= 1
    }
  }

  async #answer(request: LaneRequest): Promise<LaneAnswer> {
    const entry = makeEntry(request, this.#deps.monotonic() + this.#limits.waitMs)
    // A try without effect must not answer for one with it.
    if (entry.key === null || request.dryRun) return this.#enqueue(entry)
    const twin = this.#open.get(entry.key)
    if (twin !== undefined) return answerOfTwin(twin, request)
    this.#open.set(entry.key, entry)
    try {
      return await this.#enqueue(entry)
    } finally {
      this.#open.delete(entry.key)
    }
  }

  #enqueue(entry: Entry): Promise<LaneAnswer> {
    this.#queue.push(entry)
    this.#running ??= this.#run()
    return entry.answer
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // Whoever is about to submit in this turn comes along: without it a batch is rarely more than one command.
      await this.#deps.yieldTurn()
      const batch = this.#cut()
      const left = batch.length === 0 ? [] : await this.#work(batch)
      this.#queue = [...left, ...this.#queue]
    }
    this.#running = null
  }

  #cut(): readonly Entry[] {
    const now = this.#deps.monotonic()
    const overdue = this.#queue.findIndex(({ giveUpAt }) => giveUpAt > now)
    for (const entry of this.#queue.splice(0, overdue === -1 ? this.#queue.length : overdue)) {
      this.writer.giveUp(entry, this.#trouble)
    }
    return this.#queue.splice(0, this.#limits.batch)
  }

  async #work(batch: readonly Entry[]): Promise<readonly Entry[]> {
    try {
      const left = await this.writer.work(batch)
      this.#trouble = undefined
      return left
    } catch (error) {
      // The store or the settings are out of reach. The commands wait, within their time, and are decided on a new copy.
      this.#trouble = error
      this.writer.forget()
      await this.#deps.sleep(20 + this.#deps.random() * 80)
      return batch.filter(({ settled }) => !settled)
    }
  }
}

async function answerOfTwin(twin: Entry, request: LaneRequest): Promise<LaneAnswer> {
  const answer = await twin.answer
  if (twin.request.bodyHash !== request.bodyHash) {
    return { ok: false, version: answer.version, refusal: { code: 'request_id_reused' } }
  }
  return answer.ok ? { ...answer, replayed: true } : answer
}
