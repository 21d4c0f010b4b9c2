import type { Grant } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import type { Log } from '../infra/log.ts'
import { createSignal, type Signal } from '../infra/signal.ts'
import type { Actor } from '../infra/tokens.ts'
import type { Collections } from '../models/collections.ts'

/** How often every node asks the database: a restaurant taken off a desk is closed to it within twice that. */
const pollMs = 2000
/** What was read longer ago opens nothing. */
const trustedMs = 5000

/** Which restaurants each desk of the house serves: who works at such a desk acts there as a concierge. */
export interface Served {
  /** Whoever asks, with what their desks let them do at restaurants. @throws AppError `busy` while that is not known */
  widen(actor: Actor): Actor
  /** After a change at this node. */
  read(): Promise<void>
  /** A desk that serves a restaurant less: whoever works there has to come in anew. */
  readonly narrowed: Signal<string>
  start(): Promise<void>
  stop(): void
}

interface Needs {
  readonly desks: Collections['desks']
  readonly monotonic: () => number
  readonly log: Log
}

/** By desk; a restaurant's own is none of them, its people's grants name the restaurant itself. */
type Grants = ReadonlyMap<string, readonly Grant[]>

export function createServed({ desks, monotonic, log }: Needs): Served {
  const narrowed = createSignal<string>()
  let known: Grants = new Map()
  let readAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null

  async function read(): Promise<void> {
    const askedAt = monotonic()
    const found = desks.find({ house: true }, { projection: { venueIds: 1 }, maxTimeMS: 1500 })
    const now = new Map(await found.map(({ _id, venueIds }) => [_id, grantsAt(venueIds, _id)] as const).toArray())
    // Two readings at once may come back in either order.
    if (askedAt < readAt) return
    const before = known
    known = now
    readAt = askedAt
    for (const [deskId, grants] of before) {
      if (isNarrower(now.get(deskId) ?? [], grants)) narrowed.tell(deskId)
    }
  }

  async function poll(): Promise<void> {
    try {
      await read()
    } catch (error) {
      log.warn({ err: error }, 'what desks serve could not be read')
    }
    if (timer !== null) timer = setTimeout(() => void poll(), pollMs)
  }

  return {
    narrowed,
    read,
    widen(actor) {
      const theirs = actor.grants.filter(({ role }) => role === 'concierge' || role === 'manager')
      const more = theirs.flatMap(({ venueId }) => known.get(venueId ?? '') ?? [])
      if (more.length === 0) return actor
      if (monotonic() - readAt > trustedMs) throw new AppError('busy', { retryAfterMs: 1000 })
      return { ...actor, grants: [...actor.grants, ...more] }
    },
    async start() {
      await read()
      timer = setTimeout(() => void poll(), pollMs)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}

function grantsAt(venueIds: readonly string[], byDesk: string): readonly Grant[] {
  return venueIds.map((venueId) => ({ role: 'concierge', venueId, byDesk }))
}

function isNarrower(now: readonly Grant[], before: readonly Grant[]): boolean {
  const there = new Set(now.map(({ venueId }) => venueId))
  return before.some(({ venueId }) => !there.has(venueId))
}
