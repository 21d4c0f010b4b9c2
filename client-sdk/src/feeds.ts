import { FeedLine, type FeedSnapshot, type LineDeps } from './feedLine.ts'
import type { FeedEntry, FeedName, FeedParams } from './generated/types.ts'
import { whenLive } from './whenLive.ts'

/** Going from one screen to the next and back costs no second opening. */
const lingerMs = 2000

/** A feed as one part of an app follows it. Fits `useSyncExternalStore`. */
export interface FollowedFeed<N extends FeedName> {
  get(): FeedSnapshot<FeedEntry<N>>
  /** The first subscriber opens the feed at the hub, the last one to leave closes it. */
  subscribe(changed: () => void): () => void
  /**
   * The content as soon as it is live; for a script, which looks once.
   *
   * @throws ClientError where the hub says that it cannot be followed, or the client is closed
   */
  live(): Promise<Readonly<Record<string, FeedEntry<N>>>>
  /** Ends every subscription made through this object. */
  close(): void
}

export type OpenFeed = <N extends FeedName>(name: N, params: FeedParams<N>) => FollowedFeed<N>

export const nothingYet: FeedSnapshot<never> = {
  status: 'catching-up',
  content: null,
  version: null,
  provenAt: null,
  error: null,
}

export function createFeeds(deps: LineDeps): { open: OpenFeed; reset(): void } {
  const lines = new Map<string, FeedLine>()
  const lingering = new Map<string, () => void>()

  deps.transport.listen({
    connected: () => each((line) => line.connected()),
    disconnected: () => each((line) => line.disconnected()),
    'feed.patch': (message) => byKey(message.key)?.patch(message),
    'feed.beacon': (message) => byKey(message.key)?.beacon(message),
    'feed.resync': (message) => byKey(message.key)?.resync(),
    closed: () => each(stop),
  })

  const closing = (closed: () => void) => deps.transport.listen({ closed })
  return { open, reset: () => each((line) => line.reset()) }

  function open<N extends FeedName>(name: N, params: FeedParams<N>): FollowedFeed<N> {
    const id = idOf(name, params)
    const leaving = new Set<() => void>()
    return { get, subscribe, live: () => whenLive({ get, subscribe }, closing), close }

    function get(): FeedSnapshot<FeedEntry<N>> {
      // What the hub sends for this name are entries of this name: the contract says so, and the hub checks.
      return (lines.get(id)?.get() ?? nothingYet) as FeedSnapshot<FeedEntry<N>>
    }

    function subscribe(changed: () => void): () => void {
      const line = lineOf(id, { feed: name, params })
      const unfollow = line.follow(changed)
      const leave = () => {
        if (!leaving.delete(leave)) return
        unfollow()
        linger(id, line)
      }
      leaving.add(leave)
      return leave
    }

    function close(): void {
      for (const leave of [...leaving]) leave()
    }
  }

  function lineOf(id: string, feed: { feed: string; params: unknown }): FeedLine {
    lingering.get(id)?.()
    lingering.delete(id)
    const line = lines.get(id) ?? new FeedLine(feed, deps)
    lines.set(id, line)
    return line
  }

  function linger(id: string, line: FeedLine): void {
    lingering.get(id)?.()
    lingering.set(
      id,
      deps.clock.after(lingerMs, () => {
        if (line.idle) stop(line, id)
        else linger(id, line)
      }),
    )
  }

  function stop(line: FeedLine, id: string): void {
    lingering.get(id)?.()
    lingering.delete(id)
    lines.delete(id)
    line.stop()
  }

  function byKey(key: string): FeedLine | undefined {
    return [...lines.values()].find((line) => line.key === key)
  }

  function each(tell: (line: FeedLine, id: string) => void): void {
    for (const [id, line] of [...lines]) tell(line, id)
  }
}

/** Parameters in any order are the same feed. */
function idOf(name: string, params: object): string {
  return JSON.stringify([name, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))])
}
