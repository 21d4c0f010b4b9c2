import type { Content, Epoch, FeedVersion, Opened, Patch } from '../../shared/contract/wire.ts'

/** "Live" means that the hub proved the version against its database within this time. */
export const freshMs = 15_000

export type FeedStatus = 'live' | 'catching-up' | 'stale'

/** What this client has of a feed. */
export interface Own {
  readonly epoch: Epoch
  readonly version: FeedVersion
  readonly content: Content
}

/** What the answer to `feed.open` makes of it; null where patches do not lead from what there is. */
export function afterOpen(own: Own | null, opened: Opened): Own | null {
  const { epoch, version, snapshot, patches = [] } = opened
  if (snapshot !== undefined) return { epoch, version, content: snapshot }
  if (own === null || own.epoch !== epoch) return null
  const reached = patches.reduce<Own | null>(
    (at, patch) => (at?.version === patch.from ? patched(at, patch) : null),
    own,
  )
  return reached?.version === version ? reached : null
}

/** What a patch makes of it; null where it does not follow on what there is: something was missed. */
export function afterPatch(own: Own, patch: Patch & { readonly epoch: Epoch }): Own | null {
  if (patch.epoch !== own.epoch) return null
  if (patch.to === own.version) return own
  return patch.from === own.version ? patched(own, patch) : null
}

function patched(own: Own, { to, set, unset }: Patch): Own {
  const content: Record<string, unknown> = { ...own.content, ...set }
  for (const key of unset) delete content[key]
  return { epoch: own.epoch, version: to, content }
}

/** `provenAt`, `now`: monotonic milliseconds. `inStep`: connected, and nothing is known to be missing. */
export function statusOf(at: { provenAt: number; now: number; inStep: boolean; opening: boolean }): FeedStatus {
  const fresh = at.now - at.provenAt < freshMs
  if (fresh && at.inStep) return 'live'
  return fresh || at.opening ? 'catching-up' : 'stale'
}
