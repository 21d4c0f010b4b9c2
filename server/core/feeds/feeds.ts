import { feeds as declared, type FeedName, feedNames } from '../../../shared/contract/feeds.ts'
import { allows, mayTry } from '../../../shared/contract/policy.ts'
import type { Epoch, FeedVersion, Patch } from '../../../shared/contract/wire.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import type { Log } from '../infra/log.ts'
import type { Metrics } from '../infra/metrics.ts'
import type { Actor } from '../infra/tokens.ts'
import { invalidInput } from '../invalidInput.ts'
import type { Probe } from '../lane/ports.ts'
import type { FeedSource } from './feedSource.ts'
import { WatchedFeed } from './watchedFeed.ts'

/** How often the database is asked whether what is watched is still true. */
const beaconMs = 5000
/** A feed nobody follows is kept so long for those who come back, and at most so many of them. */
const lingerMs = 60_000
const maxWatched = 20_000

/** Where a node's feeds go: the realtime edge sends them to its sockets. */
export interface FeedOutlet {
  patch(key: string, patch: Patch): void
  beacon(key: string, version: FeedVersion, age: number): void
}

export interface Feeds {
  readonly epoch: Epoch
  /** Who asks for what: parses, judges by the feed's policy, names the feed. @throws AppError */
  resolve(name: string, params: unknown, actor: Actor): Promise<{ key: string; name: FeedName }>
  /** Begin to follow; `release` when done. */
  follow(key: string): void
  release(key: string): void
  /**
   * The feed, brought up to date: proven within `withinMs`, and with what a command was acknowledged with at
   * `atLeast`, if this is asked. @throws AppError `not_found`, `busy`
   */
  upToDate(key: string, how: { readonly withinMs: number; readonly atLeast?: number | undefined }): Promise<WatchedFeed>
  /** A subject changed. `atHand`: this process has the change itself. */
  touch(name: FeedName, subject: string, how: 'database' | 'atHand'): void
  attach(outlet: FeedOutlet): void
  /** How many are watched. */
  count(): number
  close(): void
}

interface FeedsDeps {
  readonly sources: readonly FeedSource[]
  /** With what their desks let them do. @throws AppError `busy` */
  readonly widen: (actor: Actor) => Actor
  readonly epoch: Epoch
  readonly now: () => Instant
  readonly monotonic: () => number
  readonly log: Log
  readonly metrics: Metrics
  readonly probe?: Probe
}

/** The feeds of one node: what is watched, brought up to date, proven, and forgotten. */
export function createFeeds({ sources, widen, epoch, now, monotonic, log, metrics, probe }: FeedsDeps): Feeds {
  const byName = new Map(sources.map((source) => [source.name, source]))
  const watched = new Map<string, { feed: WatchedFeed; source: FeedSource; subject: string }>()
  let outlet: FeedOutlet | null = null

  function sourceOf(name: string): FeedSource {
    const source = byName.get(name as FeedName)
    if (source === undefined) throw new AppError('unknown_operation')
    return source
  }

  function watch(key: string): WatchedFeed {
    const known = watched.get(key)
    if (known !== undefined) return known.feed
    if (watched.size >= maxWatched) throw new AppError('busy', { retryAfterMs: 5000 })
    const at = key.indexOf('/')
    const source = sourceOf(key.slice(0, at))
    const subject = key.slice(at + 1)
    const feed = new WatchedFeed({
      source,
      subject,
      boundaries: probe?.breaks('no-boundary') !== true,
      now,
      monotonic,
      publish: (patch) => {
        metrics.patched(source.name)
        outlet?.patch(key, patch)
      },
      onError: (err) => log.warn({ err, feed: source.name }, 'feed could not be brought up to date'),
    })
    watched.set(key, { feed, source, subject })
    return feed
  }

  /** One query per kind of feed; no answer, no beacon. */
  async function prove(source: FeedSource): Promise<void> {
    const mine = [...watched].filter(([, entry]) => entry.source === source && entry.feed.version !== null)
    if (mine.length === 0) return
    const askedAt = monotonic()
    const bases = await source.bases(mine.map(([, entry]) => entry.subject))
    for (const [key, { feed, subject }] of mine) {
      if (feed.heard(bases.get(subject), askedAt)) tellBeacon(key, feed)
      else catchUp(key, feed)
    }
  }

  function catchUp(key: string, feed: WatchedFeed): void {
    feed.readNow().then(
      () => tellBeacon(key, feed),
      (err: unknown) => log.warn({ err }, 'feed could not catch up'),
    )
  }

  function tellBeacon(key: string, feed: WatchedFeed): void {
    if (feed.version !== null) outlet?.beacon(key, feed.version, feed.age())
  }

  function forgetIdle(): void {
    for (const [key, { feed }] of watched) {
      if (feed.followers === 0 && monotonic() - feed.idleSince >= lingerMs) forget(key)
    }
  }

  function forget(key: string): void {
    const entry = watched.get(key)
    entry?.feed.close()
    entry?.source.forget(entry.subject)
    watched.delete(key)
  }

  const timer = setInterval(() => {
    forgetIdle()
    for (const source of probe?.breaks('no-beacon') === true ? [] : sources) {
      prove(source).catch((err: unknown) =>
        log.warn({ err, feed: source.name }, 'no beacon: the database did not answer'),
      )
    }
  }, beaconMs)

  return {
    epoch,
    async resolve(name, params, asking) {
      const actor = widen(asking)
      if (!feedNames.includes(name as FeedName)) throw new AppError('unknown_operation')
      const { policy, params: schema } = declared[name as FeedName]
      if (!mayTry(policy, actor.grants)) throw new AppError(actor.sessionId === null ? 'unauthenticated' : 'forbidden')
      const parsed = schema.safeParse(params)
      if (!parsed.success) throw invalidInput(parsed.error, 'params')
      const { subject, resource } = await sourceOf(name).resolve(parsed.data, actor)
      if (!allows(policy, actor, resource) && probe?.breaks('join-without-acl') !== true) {
        throw new AppError('not_found')
      }
      return { key: `${name}/${subject}`, name: name as FeedName }
    },
    follow(key) {
      watch(key).followers++
    },
    release(key) {
      const feed = watched.get(key)?.feed
      if (feed === undefined) return
      feed.followers--
      feed.idleSince = monotonic()
    },
    async upToDate(key, { withinMs, atLeast }) {
      const feed = watch(key)
      feed.idleSince = monotonic()
      try {
        const state = await feed.current(withinMs)
        const source = watched.get(key)?.source
        if (atLeast !== undefined && source?.reaches(state, atLeast) === false) await feed.readNow()
      } finally {
        // What has no state is not there, or not now; it takes nobody's place in memory.
        if (feed.version === null && feed.followers === 0) forget(key)
      }
      return feed
    },
    touch(name, subject, how) {
      watched.get(`${name}/${subject}`)?.feed.touch(how)
    },
    attach(next) {
      outlet = next
    },
    count: () => watched.size,
    close() {
      clearInterval(timer)
      for (const { feed } of watched.values()) feed.close()
    },
  }
}
