import { LaneError } from '../lane/laneError.ts'
import type { MessageDocument } from './documents.ts'
import type { Said, Saying, SentBefore, TalkLaneDeps, TalkLimits, Top } from './ports.ts'

interface Entry {
  readonly saying: Saying
  readonly giveUpAt: number
  /** It was under way at least once: it may be there. */
  sent: boolean
  settled: boolean
  resolve(said: Said | 'request_id_reused'): void
  reject(error: unknown): void
}

/** A pause after something went wrong lasts at most so long. */
const longestPauseMs = 20

/**
 * Numbers what is said in one stream on this node, and adds it; any node may do so for any stream at any time.
 *
 * Why there is never a hole: a message gets a number only when its predecessor is known to a majority or stands before
 * it in the same batch, which is added in order and stops at the first that fails. Why nothing is said twice: a stream
 * has each sender's request once. So after any failure, whatever it was, it is enough to look which of the batch are
 * there, and to number the others anew.
 */
export class StreamLane {
  readonly #stream: string
  readonly #deps: TalkLaneDeps
  readonly #limits: TalkLimits
  #queue: readonly Entry[] = []
  #top: Top | null = null
  #running: Promise<void> | null = null
  #trouble: unknown = undefined

  constructor(stream: string, deps: TalkLaneDeps, limits: TalkLimits) {
    this.#stream = stream
    this.#deps = deps
    this.#limits = limits
  }

  get idle(): boolean {
    return this.#running === null
  }

  async drained(): Promise<void> {
    await this.#running
  }

  /** Somebody else has said something: what this node knows of the newest message is probably old. */
  forget(): void {
    this.#top = null
  }

  /** @throws LaneError */
  say(saying: Saying): Promise<Said | 'request_id_reused'> {
    if (this.#queue.length >= this.#limits.waiting) return Promise.reject(new LaneError('busy', 1000))
    return new Promise((resolve, reject) => {
      const giveUpAt = this.#deps.monotonic() + this.#limits.waitMs
      this.#queue = [...this.#queue, { saying, giveUpAt, sent: false, settled: false, resolve, reject }]
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // Whoever is about to speak in this turn comes along.
      await this.#deps.yieldTurn()
      this.#giveUpOverdue()
      if (this.#queue.length > 0) await this.#work(this.#queue)
      this.#queue = this.#queue.filter(({ settled }) => !settled)
    }
    this.#running = null
  }

  async #work(batch: readonly Entry[]): Promise<void> {
    try {
      await this.#append(batch)
    } catch (error) {
      this.#top = null
      this.#trouble = error
      // A number that another node has just given is not a majority's yet.
      await this.#deps.sleep(this.#deps.random() * longestPauseMs)
      await this.#settleWhatIsThere(batch)
    }
  }

  async #append(batch: readonly Entry[]): Promise<void> {
    const top = this.#top ?? (await this.#deps.store.top(this.#stream))
    const rows = number(batch, top, this.#deps.now())
    for (const entry of batch) entry.sent = true
    await this.#deps.store.append(rows)
    await this.#deps.appended?.()
    const newest = rows.at(-1)
    if (newest !== undefined) this.#top = { seq: newest.seq, at: newest.at.getTime() }
    for (const [index, { _id, seq, at }] of rows.entries()) {
      settle(batch[index], { messageId: _id, seq, at: at.getTime() })
    }
  }

  async #settleWhatIsThere(batch: readonly Entry[]): Promise<void> {
    const requests = batch.map(({ saying: { sender, requestId } }) => ({ sender, requestId }))
    const { store } = this.#deps
    try {
      const [found, top] = await Promise.all([store.sent(this.#stream, requests), store.top(this.#stream)])
      for (const entry of batch) answerBy(entry, found)
      this.#top = top
    } catch (error) {
      this.#trouble = error
    }
  }

  #giveUpOverdue(): void {
    const now = this.#deps.monotonic()
    for (const entry of this.#queue) {
      if (entry.giveUpAt > now) continue
      entry.settled = true
      // What was under way may have happened; that must not read as if it had not.
      entry.reject(new LaneError(entry.sent ? 'outcome_unknown' : 'busy', 1000, this.#trouble))
    }
    this.#queue = this.#queue.filter(({ settled }) => !settled)
  }
}

/** Times never run back along the numbers. */
function number(batch: readonly Entry[], top: Top | null, now: number): readonly MessageDocument[] {
  const at = new Date(Math.max(now, top?.at ?? 0))
  return batch.map(({ saying }, index) => ({ ...saying, seq: (top?.seq ?? 0) + 1 + index, at, rev: 1 }))
}

function answerBy(entry: Entry, found: readonly SentBefore[]): void {
  const { sender, requestId, bodyHash } = entry.saying
  const there = found.find((one) => one.sender === sender && one.requestId === requestId)
  if (there === undefined) return
  const { messageId, seq, at } = there
  settle(entry, there.bodyHash === bodyHash ? { messageId, seq, at } : 'request_id_reused')
}

function settle(entry: Entry | undefined, answer: Said | 'request_id_reused'): void {
  if (entry === undefined) return
  entry.settled = true
  entry.resolve(answer)
}
