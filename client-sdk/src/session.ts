import type { Output, Sent } from '../../shared/contract/index.ts'
import { backoffMs } from './backoff.ts'
import type { Call } from './calls.ts'
import { ClientError } from './clientError.ts'
import type { Clock, Store } from './ports.ts'
import type { Transport } from './transport.ts'

const storeKey = 'couvert.session'
const retryBackoff = { firstMs: 2000, maxMs: 60_000 }

/** What an app shows of the session; never the token. */
export interface SessionSnapshot {
  /** `ended`: the hub no longer takes the token; `error` says why. */
  readonly state: 'none' | 'open' | 'ended'
  /** `guest:…` or `account:…`. */
  readonly actor: string | null
  readonly error: ClientError | null
}

export interface Session {
  /** The session there is, else a new one of a guest. */
  guest(): Promise<SessionSnapshot>
  login(input: Sent<'session.login'>): Promise<SessionSnapshot>
  /** Forgets the session on this device. */
  leave(): void
  get(): SessionSnapshot
  subscribe(changed: () => void): () => void
}

type Opened = Output<'session.guest'>

/** Where the newest token lies, across reloads. */
export function createTokenKeeper(store: Store) {
  return {
    get: () => parse(store.getItem(storeKey)),
    set: (session: Opened) => store.setItem(storeKey, JSON.stringify({ token: session.token, actor: session.actor })),
    clear: () => store.removeItem(storeKey),
  }
}

export type TokenKeeper = ReturnType<typeof createTokenKeeper>

/**
 * Opens, renews and ends the session of this device. Renewal is due when half of the token's life has passed. How long
 * that is says the token itself, in seconds between its making and its end: the device's clock may be wrong by a day.
 */
export function createSession(options: {
  keeper: TokenKeeper
  transport: Transport
  call: Call
  clock: Clock
  random: () => number
  /** Somebody else now: what the last person saw is nobody's business. */
  actorChanged: () => void
}) {
  const { keeper, transport, call, clock, random, actorChanged } = options
  const followers = new Set<() => void>()
  let snapshot: SessionSnapshot = stateOf(keeper.get()?.actor ?? null)
  let renewal: (() => void) | null = null
  /** Asked for twice at once is asked for once. */
  let opening: Promise<SessionSnapshot> | null = null
  let lastIssue: { serverMs: number; at: number } | null = null

  transport.listen({
    connected() {
      // A token from the store may be of any age; a renewal under way or planned needs nothing.
      if (keeper.get() !== null && renewal === null) planRenewal(0)
    },
    refused: (error) => end(new ClientError(error)),
    'session.ended': ({ error }) => end(new ClientError(error)),
    closed: () => renewal?.(),
  })

  const session: Session = {
    guest: async () => (keeper.get() === null ? (opening ??= openGuest()) : snapshot),
    login: async (input) => take(await call('session.login', input)),
    leave() {
      if (keeper.get() === null) return
      forget(stateOf(null))
      transport.reconnect()
    },
    get: () => snapshot,
    subscribe(changed) {
      followers.add(changed)
      return () => void followers.delete(changed)
    },
  }
  return { session, serverNow }

  /** The hub's clock, to about a second, as estimated from when it issued the newest token; the device's before that. */
  function serverNow(): number {
    return lastIssue === null ? clock.wall() : lastIssue.serverMs + clock.now() - lastIssue.at
  }

  async function openGuest(): Promise<SessionSnapshot> {
    try {
      return take(await call('session.guest', {}))
    } finally {
      opening = null
    }
  }

  function take(opened: Opened): SessionSnapshot {
    const known = keeper.get()?.actor === opened.actor
    keeper.set(opened)
    const life = lifeOf(opened.token)
    // Issued somewhere within that second.
    if (life !== null) lastIssue = { serverMs: life.issuedAt * 1000 + 500, at: clock.now() }
    planRenewal(life === null ? 5 * 60_000 : ((life.endsAt - life.issuedAt) * 1000) / 2)
    publish(stateOf(opened.actor))
    if (!known) {
      actorChanged()
      transport.reconnect()
    }
    return snapshot
  }

  function planRenewal(ms: number, failures = 0): void {
    renewal?.()
    renewal = clock.after(ms, () => void renew(failures))
  }

  async function renew(failures: number): Promise<void> {
    if (keeper.get() === null) return
    try {
      take(await call('session.renew', {}))
    } catch (error) {
      if (!(error instanceof ClientError)) throw error
      if (error.code === 'unauthenticated' || error.code === 'token_expired') end(error)
      // The token still holds for a while; where it runs out first, the hub says so.
      else if (error.code !== 'closed') planRenewal(backoffMs(retryBackoff, failures, random), failures + 1)
    }
  }

  function end(error: ClientError): void {
    if (keeper.get() === null) return
    forget({ state: 'ended', actor: null, error })
    transport.reconnect()
  }

  function forget(next: SessionSnapshot): void {
    keeper.clear()
    renewal?.()
    renewal = null
    publish(next)
    actorChanged()
  }

  function publish(next: SessionSnapshot): void {
    snapshot = next
    for (const changed of [...followers]) changed()
  }
}

function stateOf(actor: string | null): SessionSnapshot {
  return { state: actor === null ? 'none' : 'open', actor, error: null }
}

function parse(stored: string | null): { token: string; actor: string } | null {
  try {
    const value = JSON.parse(stored ?? 'null') as { token?: unknown; actor?: unknown } | null
    if (typeof value?.token !== 'string' || typeof value.actor !== 'string') return null
    return { token: value.token, actor: value.actor }
  } catch {
    // Somebody else wrote there: as good as no session.
    return null
  }
}

/** Seconds since 1970, by the hub's clock; null for a token that does not say. */
function lifeOf(token: string): { issuedAt: number; endsAt: number } | null {
  try {
    const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
    const { iat, exp } = claims as { iat?: unknown; exp?: unknown }
    return typeof iat === 'number' && typeof exp === 'number' ? { issuedAt: iat, endsAt: exp } : null
  } catch {
    // Not a signed token with readable claims: it is renewed by a fixed measure.
    return null
  }
}
