import { type Call, type CallLimits, createCalls, defaultLimits } from './calls.ts'
import { createFeeds, type OpenFeed } from './feeds.ts'
import { createOwnWrites } from './ownWrites.ts'
import { type Clock, deviceClock, deviceStore, randomId, type Store } from './ports.ts'
import { createRequests } from './requests.ts'
import { createSession, createTokenKeeper, type Session } from './session.ts'
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
  const keeper = createTokenKeeper(storage)
  const kept = () => keeper.get()?.token ?? null
  const transport = createTransport({ url, token: async () => (token === undefined ? kept() : token()), clock, random })
  const requests = createRequests({ store: storage, newId, wall: () => clock.wall() })
  const limits = { ...defaultLimits, ...options.limits }
  const ownWrites = createOwnWrites()
  const call = createCalls({ transport, requests, clock, random, limits, acknowledged: ownWrites.note })
  const feeds = createFeeds({ transport, clock, random, atLeast: ownWrites.atLeast })
  const { session, serverNow } = createSession({ keeper, transport, call, clock, random, actorChanged: feeds.reset })
  return { call, feed: feeds.open, session, now: serverNow, close: transport.close }
}
