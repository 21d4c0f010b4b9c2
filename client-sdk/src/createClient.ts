import { type Call, type CallLimits, createCalls, defaultLimits } from './calls.ts'
import { createFeeds, type OpenFeed } from './feeds.ts'
import { createHubClock } from './hubClock.ts'
import { createIdentity } from './identity.ts'
import { createOwnWrites } from './ownWrites.ts'
import { keepParts } from './parts.ts'
import { type Clock, deviceClock, deviceStore, memoryStore, randomId, type Store } from './ports.ts'
import { createRequests } from './requests.ts'
import { createSession, type Session } from './session.ts'
import { createSessionStore } from './sessionStore.ts'
import { createTransport } from './transport.ts'

export interface ClientOptions {
  /** Of a hub node, or of the load balancer before them: `https://hub.example`. */
  readonly url: string
  /** A token from elsewhere, asked for at every connection; without it the client keeps a session of its own. */
  readonly token?: () => Promise<string> | string
  /** @default `localStorage` in a browser, else memory */
  readonly storage?: Store
  readonly clock?: Clock
  /** 16 to 64 letters, digits, `-` or `_`, never the same twice. @default 128 random bits */
  readonly newId?: () => string
  /** From 0 up to 1; spreads retries. @default Math.random */
  readonly random?: () => number
  readonly limits?: Partial<CallLimits>
}

export interface Client {
  readonly call: Call
  /** Follows a feed; many followers of the same one share one. */
  readonly feed: OpenFeed
  readonly session: Session
  /** The hub's clock in milliseconds since 1970, estimated; to count down with, never to decide by. */
  now(): number
  /** Ends the connection. Calls under way end with `closed`; their request ids stay stored. */
  close(): void
}

/** Connects to a hub, and stays connected until it is closed. */
export function createClient(options: ClientOptions): Client {
  const { url, token, storage = deviceStore(), clock = deviceClock(), newId = randomId, random = Math.random } = options
  // With a token from elsewhere the device's session is not this client's business.
  const ofSession = token === undefined ? storage : memoryStore()
  const store = createSessionStore(ofSession)
  const hubClock = createHubClock(clock)
  const identity = createIdentity({ store, clock, hubClock, random })
  const entrance = token === undefined ? identity.entrance : { token, admit: () => Promise.resolve(true) }
  const transport = createTransport({ url, entrance, clock, random })
  const requests = createRequests({ store: storage, newId, wall: () => clock.wall() })
  const limits = { ...defaultLimits, ...options.limits }
  const ownWrites = createOwnWrites()
  const actor = () => identity.held()?.actor ?? null
  const call = createCalls({ transport, requests, clock, random, limits, actor, acknowledged: ownWrites.note })
  const feeds = createFeeds({ transport, clock, random, atLeast: ownWrites.atLeast })
  identity.somebodyElse(feeds.reset)
  const session = createSession({ identity, store, transport, call, clock })
  const client = { call, feed: feeds.open, session, now: hubClock.now, close: transport.close }
  const http = { url: url.replace(/\/+$/, ''), token: token ?? (() => identity.held()?.token ?? null) }
  return keepParts(client, { transport, clock, random, newId, store: ofSession, http, byToken: token !== undefined })
}
