import { io, type Socket } from 'socket.io-client'
import type { Answer, ServerEvents } from '../../shared/contract/wire.ts'
import { backoffMs } from './backoff.ts'
import type { ErrorBody } from './generated/types.ts'
import { type Clock, onReturn } from './ports.ts'

/** What the rest of the client hears of the connection. */
interface Heard extends ServerEvents {
  connected: () => void
  disconnected: () => void
  /** The hub refused the token at the handshake. */
  refused: (error: ErrorBody) => void
  /** By us, for good. */
  closed: () => void
}

export type Listener = Partial<Heard>

/** The hub's answer; null where none came: the link was cut, or `ms` passed. */
export type Ask = <T>(event: string, message: unknown, ms: number) => Promise<Answer<T> | null>

/** One connection, while nobody else may use it yet. */
export interface Connection {
  readonly ask: Ask
  /** Neither cut nor overtaken by another. */
  alive(): boolean
}

/** Who comes in, and by what. */
export interface Entrance {
  /** Asked for at every connection; null to come as a visitor. */
  token(): Promise<string | null> | string | null
  /** Runs on each new connection before calls and feeds do. False: come again, with another token. */
  admit(connection: Connection): Promise<boolean>
}

export interface Transport {
  /** And let in. */
  connected(): boolean
  closed(): boolean
  /** True at once or with the next connection, false if there was none within `ms`. */
  whenConnected(ms: number): Promise<boolean>
  readonly ask: Ask
  /** Without an answer; nothing is kept for a later connection. */
  tell(event: string, message: unknown): void
  listen(listener: Listener): () => void
  /** Cuts and connects again, so that the newest token counts. What is asked from now on waits for it. */
  reconnect(): void
  close(): void
}

const serverEvents = ['feed.patch', 'feed.beacon', 'feed.resync', 'conversation.writing', 'session.ended'] as const
const refusing: ReadonlySet<string | undefined> = new Set(['unauthenticated', 'token_expired', 'session_ended'])

/** After a refusal socket.io does not come back by itself. */
const refusalBackoff = { firstMs: 500, maxMs: 30_000 }

/**
 * Socket.IO, websocket only: any node serves any client without affinity. Nothing is ever handed to a socket that is
 * not connected, since socket.io would send it later in a burst and without regard to whether it still makes sense.
 */
export function createTransport(options: {
  url: string
  entrance: Entrance
  clock: Clock
  random: () => number
}): Transport {
  const { url, entrance, clock, random } = options
  const listeners = new Set<Listener>()
  const socket: Socket = io(url, {
    transports: ['websocket'],
    reconnectionDelayMax: 30_000,
    forceNew: true,
    autoConnect: false,
    // Without a token the hub is open to visitors; what needs one says so.
    auth: (send) => void tokenOf(entrance).then((token) => send(token === null ? {} : { token })),
  })
  let refusals = 0
  let closed = false
  let connection: Connection | null = null
  let admitted = false
  /** Set while a connection is made at a time of our own choosing instead of socket.io's. */
  let cancelConnect: (() => void) | null = null

  socket.on('connect', () => {
    refusals = 0
    void enter()
  })
  socket.on('disconnect', (reason) => {
    left()
    // A node that drains said when to come back; socket.io by itself would be there too early.
    if (cancelConnect !== null) socket.disconnect()
    else if (reason === 'io server disconnect') connectIn(backoffMs(refusalBackoff, 1, random))
  })
  socket.on('connect_error', (error: Error & { data?: ErrorBody }) => {
    if (socket.active || closed) return
    if (error.data !== undefined && refusing.has(error.data.code)) hear('refused', error.data)
    // At once after the first refusal: without the token that was refused the hub is open.
    const waitMs = refusals === 0 ? 0 : backoffMs(refusalBackoff, refusals, random)
    refusals += 1
    connectIn(Math.max(waitMs, error.data?.retryAfterMs ?? 0))
  })
  socket.on('server.drain', ({ retryInMs }: { retryInMs: number }) => connectIn(retryInMs))
  for (const event of serverEvents) socket.on(event, (message) => hear(event, message))
  const stopReturns = onReturn(() => {
    // Nobody looks at a screen for the half minute that socket.io may still want to wait.
    if (socket.active && !socket.connected) connectIn(0)
  })
  socket.connect()

  async function enter(): Promise<void> {
    const own: Connection = { ask, alive: () => connection === own }
    connection = own
    const isIn = await entrance.admit(own)
    if (!own.alive()) return
    if (!isIn) return reconnect()
    admitted = true
    hear('connected')
  }

  function left(): void {
    connection = null
    admitted = false
    hear('disconnected')
  }

  function reconnect(): void {
    left()
    connectIn(0)
  }

  async function ask<T>(event: string, message: unknown, ms: number): Promise<Answer<T> | null> {
    if (!socket.connected) return null
    try {
      return await socket.timeout(ms).emitWithAck(event, message)
    } catch {
      // The only two ways to fail are the cut link and the time that passed: no answer, which the result says.
      return null
    }
  }

  function hear<E extends keyof Heard>(event: E, ...message: Parameters<Heard[E]>): void {
    for (const listener of [...listeners]) {
      const heard = listener[event] as ((...message: Parameters<Heard[E]>) => void) | undefined
      heard?.(...message)
    }
  }

  function connectIn(ms: number): void {
    if (closed) return
    cancelConnect?.()
    cancelConnect = clock.after(ms, () => {
      cancelConnect = null
      socket.disconnect().connect()
    })
  }

  function listen(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  return {
    connected: () => admitted,
    closed: () => closed,
    whenConnected(ms) {
      if (admitted) return Promise.resolve(true)
      if (closed) return Promise.resolve(false)
      return new Promise((resolve) => {
        const end = (connected: boolean) => {
          leave()
          cancel()
          resolve(connected)
        }
        const leave = listen({ connected: () => end(true), closed: () => end(false) })
        const cancel = clock.after(ms, () => end(false))
      })
    },
    ask: async (event, message, ms) => (admitted ? ask(event, message, ms) : null),
    tell(event, message) {
      if (admitted) socket.emit(event, message)
    },
    listen,
    reconnect,
    close() {
      closed = true
      cancelConnect?.()
      stopReturns()
      socket.disconnect()
      hear('closed')
    },
  }
}

/** Where the token cannot be had, what is public can. */
async function tokenOf(entrance: Entrance): Promise<string | null> {
  try {
    return await entrance.token()
  } catch {
    return null
  }
}
