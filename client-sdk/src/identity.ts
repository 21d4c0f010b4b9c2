import type { Answer } from '../../shared/contract/wire.ts'
import { backoffMs } from './backoff.ts'
import { ClientError } from './clientError.ts'
import type { ErrorBody, OpenedSession, Sent } from './generated/types.ts'
import type { HubClock } from './hubClock.ts'
import type { Clock } from './ports.ts'
import type { Held, SessionStore } from './sessionStore.ts'
import { createSignal } from './signal.ts'
import { lifeOf } from './tokenLife.ts'
import type { Ask, Connection, Entrance } from './transport.ts'

const answerMs = 8000
const retryBackoff = { firstMs: 2000, maxMs: 60_000 }
/** What two tabs read from one clock may differ a little. */
const tabsApartMs = 1000
/** Where a token does not say how long it is good. */
const assumedLifeMs = 10 * 60_000
/** After these the session is over: the refresh token is no good, or the link is dead. */
const over: ReadonlySet<string> = new Set(['session_ended', 'unauthenticated', 'not_found'])

export type Identity = ReturnType<typeof createIdentity>

/**
 * Whom this client speaks for, and whether its connection says so. Four things meet here: what the hub answers, what it
 * no longer takes, what other tabs write into the store, and which token the present connection was made with.
 *
 * A refresh token is presented again only until its successor is known, and the store is read before each time: an
 * older one presented later would look stolen, and end the session everywhere.
 */
export function createIdentity(options: {
  store: SessionStore
  clock: Clock
  hubClock: HubClock
  random: () => number
}) {
  const { store, clock, hubClock, random } = options
  const changed = createSignal()
  const somebodyElse = createSignal()
  let held = store.read()
  let endedBy: ClientError | null = null
  /** The token that the connection there is, or is being made, was last known to speak by. */
  let carried: string | null = null
  /** The hub said that the token has run out, by whichever clock. */
  let spent = false
  if (held !== null) setHubClock(held)

  const entrance: Entrance = { token, admit }
  return {
    entrance,
    /** The session or why it ended is another. */
    changed: changed.listen,
    /** Another person, or nobody: heard before `changed`. */
    somebodyElse: somebodyElse.listen,
    held: () => held,
    endedBy: () => endedBy,
    /** Whether the connection speaks for the session there is. */
    inStep,
    dueInMs,
    take,
    lost,
    forget,
    lookAgain,
    renew,
  }

  function inStep(): boolean {
    return carried === (held?.token ?? null)
  }

  /** Milliseconds until the token's half-life, told by its age: the device's clock may be wrong by a day. */
  function dueInMs(): number {
    if (held === null) return Number.POSITIVE_INFINITY
    const halfMs = (lifeOf(held.token)?.lifeMs ?? assumedLifeMs) / 2
    const ageMs = clock.wall() - held.takenAt
    // Of the future: the device's clock was set back, and the age is not known.
    return ageMs < -tabsApartMs ? 0 : Math.max(0, halfMs - ageMs)
  }

  /** A session the hub has just opened or renewed; `link` if by a link. */
  function take({ knownDevice, ...answer }: OpenedSession, link: Sent<'session.link'> | null = null): void {
    const next = { ...answer, takenAt: clock.wall(), link }
    if (knownDevice !== null) store.keepKnownDevice(knownDevice)
    if (link === null) store.write(next)
    become(next)
  }

  /** The hub no longer takes what this connection came with. What follows is a new one. */
  function lost(error: ClientError): void {
    if (lookAgain() || held === null || !inStep()) return
    if (error.code === 'session_ended') end(error)
    else spent = true
  }

  /** Takes up what another tab wrote meanwhile; whether there was something. */
  function lookAgain(): boolean {
    if (isByLink()) return false
    const found = store.read()
    if (found?.token === held?.token) return false
    become(found)
    return true
  }

  function token(): string | null {
    lookAgain()
    carried = spent ? null : (held?.token ?? null)
    return carried
  }

  async function admit({ ask, alive }: Connection): Promise<boolean> {
    for (let failures = 0; alive() && spent; failures++) {
      if (lookAgain()) break
      const waitMs = await renew(ask, failures)
      if (waitMs > 0) await new Promise<void>((done) => clock.after(waitMs, done))
    }
    return inStep()
  }

  /** @returns milliseconds after which to try again; 0 when there is nothing to try any more */
  async function renew(ask: Ask, failures: number): Promise<number> {
    const before = held
    if (before === null) return 0
    const answer = await asked(ask, before)
    // Another tab was faster, or somebody else speaks now.
    if (held !== before) return 0
    if (answer?.ok !== true) return failed(answer?.error ?? null, failures)
    take(answer.data, before.link)
    // A link's session does not take over on the connection there is; the next one brings it.
    if (before.link === null) carried = held.token
    return 0
  }

  function asked(ask: Ask, { link, refreshToken }: Held): Promise<Answer<OpenedSession> | null> {
    return link === null
      ? ask('session.renew', { input: { refreshToken } }, answerMs)
      : ask('session.link', { input: link }, answerMs)
  }

  function failed(error: ErrorBody | null, failures: number): number {
    if (error !== null && over.has(error.code)) {
      end(new ClientError(error))
      return 0
    }
    return Math.max(backoffMs(retryBackoff, failures, random), error?.retryAfterMs ?? 0)
  }

  function end(error: ClientError): void {
    if (lookAgain()) return
    if (!isByLink()) store.clear()
    become(null, error)
  }

  /** Nobody speaks any more; after a link, whoever spoke before it. */
  function forget(): void {
    if (isByLink()) return become(store.read())
    store.clear()
    become(null)
  }

  /** Of this tab alone: the stored session, and what other tabs do to it, is another one. */
  function isByLink(): boolean {
    return held !== null && held.link !== null
  }

  function become(next: Held | null, error: ClientError | null = null): void {
    const last = held
    held = next
    endedBy = error
    spent = false
    if (next !== null) setHubClock(next)
    if (!isSame(last, next)) somebodyElse.tell()
    changed.tell()
  }

  function setHubClock({ token: newest, takenAt }: Held): void {
    const life = lifeOf(newest)
    if (life !== null) hubClock.set(life.issuedAt, clock.wall() - takenAt)
  }
}

/** The same person, seen the same way: a link to one's own booking reaches less than oneself. */
function isSame(a: Held | null, b: Held | null): boolean {
  return a?.actor === b?.actor && a?.link?.reservationId === b?.link?.reservationId
}
