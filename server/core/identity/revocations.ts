import type { Log } from '../infra/log.ts'
import type { Signal } from '../infra/signal.ts'
import { createSignal } from '../infra/signal.ts'
import { tokenLifeMs } from '../infra/tokens.ts'
import type { Probe } from '../lane/ports.ts'
import type { Collections } from '../models/collections.ts'

/** How often every node asks the database. Bound of I15, with what a token is still good for on top of nothing. */
const pollMs = 2000
/** Read again each time: a write may become readable later than another one of the same instant. */
const overlapMs = 30_000
const keptMs = tokenLifeMs + 60_000

/** What ended early: sessions, and everything issued to an actor before an instant. */
export interface Revocations {
  /** `ended`: its session is over. `outdated`: what its actor may has changed since it was issued. */
  fateOf(token: {
    readonly sessionId: string
    readonly actor: string
    readonly issuedAt: number
  }): 'stands' | 'ended' | 'outdated'
  /** This node at once, the others within two seconds or by `revoked`. A session's id, or an actor's key. */
  revoke(id: string): Promise<void>
  /** Heard from another node. */
  note(id: string, at: number): void
  /** Each one, once: sockets are cut by it. */
  readonly heard: Signal<{ readonly id: string; readonly at: number; readonly own: boolean }>
  start(): Promise<void>
  stop(): void
}

interface Needs {
  readonly revocations: Collections['revocations']
  readonly now: () => number
  readonly log: Log
  readonly probe?: Pick<Probe, 'breaks'>
}

/** What is written of one; also by who writes it together with what it is for. */
export function revocationAt(at: number) {
  return { $max: { at: new Date(at), expireAt: new Date(at + keptMs) } }
}

/**
 * Redis carries none of it: a revoked session must end while Redis is away too. So every node reads the few that are
 * younger than a token lives.
 */
export function createRevocations({ revocations, now, log, probe }: Needs): Revocations {
  const known = new Map<string, number>()
  const heard = createSignal<{ id: string; at: number; own: boolean }>()
  let readUntil = 0
  let timer: NodeJS.Timeout | null = null

  function note(id: string, at: number, own = false): void {
    if ((known.get(id) ?? 0) >= at || probe?.breaks('no-revocation') === true) return
    known.set(id, at)
    heard.tell({ id, at, own })
  }

  async function read(): Promise<void> {
    const rows = await revocations
      .find({ at: { $gte: new Date(readUntil - overlapMs) } }, { maxTimeMS: 1500 })
      .sort({ at: 1 })
      .toArray()
    for (const { _id, at } of rows) {
      note(_id, at.getTime())
      readUntil = Math.max(readUntil, at.getTime())
    }
    const before = now() - keptMs
    for (const [id, at] of known) if (at < before) known.delete(id)
  }

  async function poll(): Promise<void> {
    try {
      await read()
    } catch (error) {
      log.warn({ err: error }, 'revocations could not be read')
    }
    if (timer !== null) timer = setTimeout(() => void poll(), pollMs)
  }

  return {
    heard,
    note: (id, at) => note(id, at),
    fateOf({ sessionId, actor, issuedAt }) {
      if (known.has(sessionId)) return 'ended'
      return (known.get(actor) ?? Number.NEGATIVE_INFINITY) < issuedAt ? 'stands' : 'outdated'
    },
    async revoke(id) {
      const at = now()
      await revocations.updateOne({ _id: id }, revocationAt(at), { upsert: true })
      note(id, at, true)
    },
    async start() {
      readUntil = now() - keptMs
      await read()
      timer = setTimeout(() => void poll(), pollMs)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
