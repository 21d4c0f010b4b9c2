import type { FeedVersion, Patch } from '../../../shared/contract/wire.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { diff } from './diff.ts'
import type { FeedSource, FeedState } from './feedSource.ts'

/** Patches kept for those who come back. */
const ringSize = 64
/** Changes within a tick become one patch. */
const tickMs = 25

interface WatchedDeps {
  readonly source: FeedSource
  readonly subject: string
  /** Wakes when time alone changes the content. False only where a test shows what the others are worth. */
  readonly boundaries: boolean
  readonly now: () => Instant
  readonly monotonic: () => number
  /** A new patch; called before anything else sees the new state. */
  readonly publish: (patch: Patch) => void
  readonly onError: (err: unknown) => void
}

/**
 * One feed that somebody follows at this node: its state, the patches that led to it, and when it was last proven.
 *
 * Every change goes through `refresh`, one at a time, so that patches chain without a hole. What asks for a change
 * (a commit here, a notice, a boundary, the beacon) only says how fresh the next reading has to be.
 */
export class WatchedFeed {
  /** Sockets that follow. */
  followers = 0
  /** When nobody followed any more, or it was last asked for. */
  idleSince: number
  private readonly deps: WatchedDeps
  private state: FeedState | null = null
  private readonly ring: Patch[] = []
  private provenAt = 0
  private wanted: 'database' | 'atHand' | null = null
  private running: Promise<void> | null = null
  private tick: NodeJS.Timeout | null = null
  private boundary: NodeJS.Timeout | null = null
  private closed = false

  constructor(deps: WatchedDeps) {
    this.deps = deps
    this.idleSince = deps.monotonic()
  }

  /** Something changed: bring it up to date within a tick. */
  touch(how: 'database' | 'atHand'): void {
    if (this.wanted !== 'database') this.wanted = how
    if (this.closed || this.tick !== null) return
    this.tick = setTimeout(() => {
      this.tick = null
      this.refresh().catch(this.deps.onError)
    }, tickMs)
  }

  /** The state, read from the database when there is none or it was not proven within `withinMs`; with whatever was heard so far. */
  async current(withinMs: number): Promise<FeedState> {
    if (this.state === null || this.age() > withinMs) await this.readNow()
    else if (this.wanted !== null) await this.refresh()
    // The reading this call shared with another has failed.
    if (this.state === null) throw new AppError('busy', { retryAfterMs: 1000 })
    return this.state
  }

  /** Reads the database now; callers at the same time share one reading that began after the first of them asked. */
  async readNow(): Promise<void> {
    this.wanted = 'database'
    await this.refresh()
  }

  /** The patches that lead from `version` to the present one, or null when they are no longer known. */
  since(version: FeedVersion): readonly Patch[] | null {
    if (this.state?.version === version) return []
    const at = this.ring.findIndex((patch) => patch.from === version)
    return at === -1 ? null : this.ring.slice(at)
  }

  /** Milliseconds since the database last said so. */
  age(): number {
    return this.state === null ? Number.POSITIVE_INFINITY : this.deps.monotonic() - this.provenAt
  }

  /** The state as it is at this instant; null before the first reading. */
  get present(): FeedState | null {
    return this.state
  }

  get version(): FeedVersion | null {
    return this.state?.version ?? null
  }

  /** The beacon asked at `askedAt` and heard this basis. @returns whether the present state is proven by it */
  heard(basis: string | undefined, askedAt: number): boolean {
    if (this.state === null || basis !== this.state.basis) return false
    this.provenAt = Math.max(this.provenAt, askedAt)
    return true
  }

  close(): void {
    this.closed = true
    if (this.tick !== null) clearTimeout(this.tick)
    if (this.boundary !== null) clearTimeout(this.boundary)
  }

  private async refresh(): Promise<void> {
    while (this.running !== null) await this.running
    const how = this.wanted
    if (how === null) return
    this.wanted = null
    this.running = this.read(how).finally(() => {
      this.running = null
    })
    await this.running
  }

  private async read(how: 'database' | 'atHand'): Promise<void> {
    const askedAt = this.deps.monotonic()
    const next = await this.deps.source.read(this.deps.subject, how)
    const before = this.state
    this.state = next
    if (how === 'database') this.provenAt = askedAt
    this.armBoundary(next)
    if (before === null || before.version === next.version) return
    const patch = { from: before.version, to: next.version, ...diff(before.content, next.content) }
    this.ring.push(patch)
    if (this.ring.length > ringSize) this.ring.shift()
    this.deps.publish(patch)
  }

  /** Node's timers hold 24.8 days at most; a boundary further away is looked at again then. */
  private armBoundary(state: FeedState): void {
    if (this.boundary !== null) clearTimeout(this.boundary)
    this.boundary = null
    if (state.nextBoundary === null || this.closed || !this.deps.boundaries) return
    const wait = Math.min(Math.max(state.nextBoundary - this.deps.now(), 0) + 1, 2_000_000_000)
    this.boundary = setTimeout(() => {
      if (this.wanted === null) this.wanted = 'atHand'
      this.refresh().catch(this.deps.onError)
    }, wait)
  }
}
