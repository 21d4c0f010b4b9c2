import type { Opened, OpenRequest, ServerEvents } from '../../shared/contract/wire.ts'
import { backoffMs } from './backoff.ts'
import { ClientError } from './clientError.ts'
import { afterOpen, afterPatch, type FeedStatus, freshMs, type Own, statusOf } from './feedState.ts'
import type { Clock } from './ports.ts'
import type { Transport } from './transport.ts'

/** One moment of a feed; a new object for every change, the same one in between. */
export interface FeedSnapshot<E> {
  readonly status: FeedStatus
  /** Null until first heard. While not live: what was last known. */
  readonly content: Readonly<Record<string, E>> | null
  readonly version: string | null
  /** When the hub last proved it: milliseconds since 1970 by this device's clock. */
  readonly provenAt: number | null
  /** Why it cannot be followed, when the hub said so for good. */
  readonly error: ClientError | null
}

export interface LineDeps {
  readonly transport: Transport
  readonly clock: Clock
  readonly random: () => number
  /** The book version that an opening of this feed has to reach. */
  readonly atLeast: (feed: string, params: unknown) => number | undefined
}

type Message<E extends keyof ServerEvents> = Parameters<ServerEvents[E]>[0]

const openAnswerMs = 8000
const reopenBackoff = { firstMs: 250, maxMs: 10_000 }
const unknown: FeedSnapshot<unknown> = {
  status: 'catching-up',
  content: null,
  version: null,
  provenAt: null,
  error: null,
}
const keys = ['status', 'content', 'version', 'provenAt', 'error'] as const

/** One feed, followed once for everybody on this client who looks at it. */
export class FeedLine {
  readonly #deps: LineDeps
  readonly #feed: Pick<OpenRequest, 'feed' | 'params'>
  readonly #followers = new Set<() => void>()
  #own: Own | null = null
  /** The feed's name on this connection; null until it was opened there. */
  #key: string | null = null
  /** The asking under way. A later one overtakes it, and its answer then counts for nothing. */
  #asking: object | null = null
  /** Opened on this connection, and nothing is known to be missing since. */
  #inStep = false
  /** The hub's patches did not lead from what is here: the next asking is for everything. */
  #askForAll = false
  #error: ClientError | null = null
  /** Askings in a row that brought no fresh proof. */
  #failures = 0
  #proof: { readonly at: number; readonly wall: number } | null = null
  #since: number
  #cancelReopen: (() => void) | null = null
  #cancelCheck: (() => void) | null = null
  #snapshot = unknown

  constructor(feed: Pick<OpenRequest, 'feed' | 'params'>, deps: LineDeps) {
    this.#feed = feed
    this.#deps = deps
    this.#since = deps.clock.now()
    this.#checkLater()
    this.connected()
  }

  get key(): string | null {
    return this.#key
  }

  /** Nobody looks, and no answer is awaited that would open it at the hub. */
  get idle(): boolean {
    return this.#followers.size === 0 && this.#asking === null
  }

  get(): FeedSnapshot<unknown> {
    return this.#snapshot
  }

  follow(changed: () => void): () => void {
    this.#followers.add(changed)
    return () => void this.#followers.delete(changed)
  }

  connected(): void {
    this.#failures = 0
    this.#error = null
    void this.#open()
  }

  disconnected(): void {
    this.#asking = null
    this.#key = null
    this.#inStep = false
    this.#cancelReopen?.()
    this.#changed()
  }

  /** Another person looks now: what the last one saw goes. */
  reset(): void {
    this.#own = null
    this.#proof = null
    this.#since = this.#deps.clock.now()
    this.disconnected()
  }

  patch(message: Message<'feed.patch'>): void {
    if (!this.#inStep || this.#own === null) return
    const next = afterPatch(this.#own, message)
    if (next === null) return this.#reopen()
    this.#own = next
    this.#changed()
  }

  beacon({ epoch, version, age }: Message<'feed.beacon'>): void {
    if (!this.#inStep || this.#own === null) return
    if (epoch !== this.#own.epoch || version !== this.#own.version) return this.#reopen()
    this.#prove(this.#deps.clock.now() - age)
    this.#changed()
  }

  resync(): void {
    if (this.#asking === null) this.#reopen()
  }

  /** For good; the hub stops sending. */
  stop(): void {
    this.#cancelReopen?.()
    this.#cancelCheck?.()
    if (this.#key !== null) this.#deps.transport.tell('feed.close', { key: this.#key })
  }

  async #open(): Promise<void> {
    const { transport, clock } = this.#deps
    if (!transport.connected()) return
    const asking = {}
    this.#asking = asking
    this.#inStep = false
    this.#cancelReopen?.()
    this.#changed()
    const askedAt = clock.now()
    const answer = await transport.ask<Opened>('feed.open', this.#request(), openAnswerMs)
    if (this.#asking !== asking) return
    this.#asking = null
    if (answer?.ok === true) this.#opened(answer.data, askedAt)
    else this.#refused(answer === null ? null : new ClientError(answer.error))
    this.#changed()
  }

  #request(): OpenRequest {
    const atLeast = this.#deps.atLeast(this.#feed.feed, this.#feed.params)
    const asked = { ...this.#feed, ...(atLeast !== undefined && { atLeast }) }
    if (this.#own === null || this.#askForAll) return asked
    return { ...asked, since: { epoch: this.#own.epoch, version: this.#own.version } }
  }

  #opened(opened: Opened, askedAt: number): void {
    this.#key = opened.key
    const next = afterOpen(this.#own, opened)
    this.#askForAll = next === null
    if (next === null) return this.#reopen()
    this.#own = next
    this.#inStep = true
    // The hub looked after it was asked; how long the answer travelled is not known, so all of it counts.
    this.#prove(askedAt - opened.age)
  }

  #refused(error: ClientError | null): void {
    if (error === null || error.retryable) return this.#reopen(error?.retryAfterMs)
    this.#error = error
  }

  /** At once the first time, then ever later, until a fresh proof ends the row. */
  #reopen(atLeastMs = 0): void {
    const backoff = this.#failures === 0 ? 0 : backoffMs(reopenBackoff, this.#failures - 1, this.#deps.random)
    const waitMs = Math.max(backoff, atLeastMs)
    this.#failures += 1
    if (waitMs === 0) return void this.#open()
    this.#inStep = false
    this.#cancelReopen?.()
    this.#cancelReopen = this.#deps.clock.after(waitMs, () => void this.#open())
    this.#changed()
  }

  #prove(at: number): void {
    const { clock } = this.#deps
    if (this.#proof === null || at > this.#proof.at) this.#proof = { at, wall: clock.wall() - (clock.now() - at) }
    if (clock.now() - at < freshMs) this.#failures = 0
    this.#checkLater()
  }

  /** Freshness ends without anything being heard; then asking again finds out whether the link is dead or the hub. */
  #checkLater(): void {
    const { clock } = this.#deps
    const leftMs = (this.#proof?.at ?? this.#since) + freshMs - clock.now()
    this.#cancelCheck?.()
    this.#cancelCheck = clock.after(leftMs > 0 ? leftMs : freshMs, () => {
      if (this.#inStep) this.#reopen()
      this.#changed()
      this.#checkLater()
    })
  }

  #changed(): void {
    const next = {
      status: this.#status(),
      content: this.#own?.content ?? null,
      version: this.#own?.version ?? null,
      provenAt: this.#proof?.wall ?? null,
      error: this.#error,
    } satisfies FeedSnapshot<unknown>
    const last: FeedSnapshot<unknown> = this.#snapshot
    if (keys.every((key) => next[key] === last[key])) return
    this.#snapshot = next
    for (const changed of [...this.#followers]) changed()
  }

  #status(): FeedStatus {
    return statusOf({
      provenAt: this.#proof?.at ?? this.#since,
      now: this.#deps.clock.now(),
      inStep: this.#inStep,
      opening: this.#asking !== null,
    })
  }
}
