import type { Call } from './calls.ts'
import { ClientError } from './clientError.ts'
import type { OpenedSession, Sent } from './generated/types.ts'
import type { Identity } from './identity.ts'
import type { Clock } from './ports.ts'
import type { Held, SessionStore } from './sessionStore.ts'
import { createSignal } from './signal.ts'
import type { Transport } from './transport.ts'

/** How long the hub is waited for before the session is forgotten here all the same. */
const logoutMs = 5000

/** What an app shows of the session; never the tokens. */
export interface SessionSnapshot {
  /** `ended`: the hub no longer takes it, and `error` says why; opening another one is up to the person. */
  readonly state: 'none' | 'open' | 'ended'
  /** `guest:…` or `account:…`; of a link, whoever holds its reservation. */
  readonly actor: string | null
  readonly kind: 'guest' | 'account' | 'link' | null
  /** Roles in force, and where; `venueId` is null for those that are not bound to a venue. */
  readonly grants: OpenedSession['grants']
  /** `needed`: roles over others rest until a second factor is set up. Null without a session. */
  readonly secondFactor: OpenedSession['secondFactor'] | null
  readonly error: ClientError | null
}

/** Operations that open a session with what a person enters or brings. */
export type Opening = 'session.login' | 'account.verify' | 'session.external.finish' | 'session.link'

export interface Session {
  /** The session there is, else a new one of a guest. */
  guest(): Promise<SessionSnapshot>
  /**
   * Calls the operation and goes on as whom it answers with; a guest's holds and bookings come along to an account. A
   * session by link is this client's alone and not stored: the device's own is there again after it.
   *
   * @throws ClientError
   */
  open<N extends Opening>(name: N, input: Sent<N>): Promise<SessionSnapshot>
  /** Ends the session at the hub, if it answers in time, and forgets it on this device whatever it answers. */
  logout(): Promise<SessionSnapshot>
  /** Forgets the session on this device. */
  leave(): void
  get(): SessionSnapshot
  subscribe(changed: () => void): () => void
}

/** Opens, renews and ends the session of this device. Renewal is due when half of the token's life has passed. */
export function createSession(options: {
  identity: Identity
  store: SessionStore
  transport: Transport
  call: Call
  clock: Clock
}): Session {
  const { identity, store, transport, call, clock } = options
  const changed = createSignal()
  let snapshot = snapshotOf(identity)
  let cancelRenewal: (() => void) | null = null
  /** Asked for twice at once is asked for once. */
  let opening: Promise<SessionSnapshot> | null = null
  let loggingOut = false

  identity.somebodyElse(comeAgain)
  identity.changed(() => {
    planRenewal(identity.dueInMs())
    snapshot = snapshotOf(identity)
    changed.tell()
  })
  const stopWatching = store.watch(() => identity.lookAgain())
  transport.listen({
    connected: () => planRenewal(identity.dueInMs()),
    refused: (error) => identity.lost(new ClientError(error)),
    'session.ended': ({ error }) => {
      if (loggingOut) return
      identity.lost(new ClientError(error))
      transport.reconnect()
    },
    closed() {
      cancelRenewal?.()
      stopWatching?.()
    },
  })

  return {
    async guest() {
      identity.lookAgain()
      if (identity.held() === null) await (opening ??= openGuest())
      return snapshot
    },
    async open(name, input) {
      const link = name === 'session.link' ? (input as Sent<'session.link'>) : null
      return entered(await call(name, withDevice(name, input)), link)
    },
    async logout() {
      const leaving = identity.held()
      if (leaving === null) return snapshot
      loggingOut = true
      await transport.ask('session.logout', { input: {} }, logoutMs)
      loggingOut = false
      identity.lookAgain()
      if (identity.held()?.actor === leaving.actor) identity.forget()
      return snapshot
    },
    leave: identity.forget,
    get: () => snapshot,
    subscribe: changed.listen,
  }

  async function openGuest(): Promise<SessionSnapshot> {
    try {
      const answer = await call('session.guest', {})
      // Somebody may have logged in meanwhile, and another tab opened a guest's: one device is one person.
      identity.lookAgain()
      return identity.held() === null ? entered(answer) : snapshot
    } finally {
      opening = null
    }
  }

  function entered(answer: OpenedSession, link: Sent<'session.link'> | null = null): SessionSnapshot {
    identity.take(answer, link)
    comeAgain()
    return snapshot
  }

  function withDevice<N extends Opening>(name: N, input: Sent<N>): Sent<N> {
    const knownDevice = name === 'session.login' ? store.knownDevice() : null
    return knownDevice === null ? input : { knownDevice, ...input }
  }

  function comeAgain(): void {
    if (!identity.inStep()) transport.reconnect()
  }

  function planRenewal(ms: number, failures = 0): void {
    cancelRenewal?.()
    cancelRenewal = Number.isFinite(ms) ? clock.after(ms, () => void renew(failures)) : null
  }

  async function renew(failures: number): Promise<void> {
    if (identity.lookAgain()) return
    const waitMs = await identity.renew(transport.ask, failures)
    if (waitMs > 0 && !transport.closed()) planRenewal(waitMs, failures + 1)
  }
}

function snapshotOf(identity: Identity): SessionSnapshot {
  const held = identity.held()
  const error = identity.endedBy()
  if (held === null) {
    return { state: error === null ? 'none' : 'ended', actor: null, kind: null, grants: [], secondFactor: null, error }
  }
  const { actor, grants, secondFactor } = held
  return { state: 'open', actor, kind: kindOf(held), grants, secondFactor, error: null }
}

function kindOf({ actor, link }: Held): 'guest' | 'account' | 'link' {
  if (link !== null) return 'link'
  return actor.startsWith('guest:') ? 'guest' : 'account'
}
