import { io, type Socket } from 'socket.io-client'
import type { ErrorBody } from '../../shared/contract/errors.ts'
import type { Answer, ServerEvents } from '../../shared/contract/wire.ts'
import { backoffMs } from './backoff.ts'
import type { Clock } from './ports.ts'

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

export interface Transport {
  connected(): boolean
  closed(): boolean
  /** True at once or with the next connection, false if there was none within `ms`. */
  whenConnected(ms: number): Promise<boolean>
  /** The hub's answer; null where none came: the link was cut, or `ms` passed. */
  ask<T>(event: string, message: unknown, ms: number): Promise<Answer<T> | null>
  /** Without an answer; nothing is kept for a later connection. */
  tell(event: string, message: unknown): void
  listen(listener: Listener): () => void
  /** Cuts and connects again, so that the newest token counts. */
  reconnect(): void
  close(): void
}

const serverEvents = ['feed.patch', 'feed.beacon', 'feed.resync', 'session.ended'] as const

/** After a refusal socket.io does not come back by itself. */
const refusalBackoff = { firstMs: 500, maxMs: 30_000 }

/**
 * Socket.IO, websocket only: any node serves any client without affinity. Nothing is ever handed to a socket that is
 * not connected, since socket.io would send it later in a burst and without regard to whether it still makes sense.
 */
export function createTransport(options: {
  url: string
  /** Asked for at every connection. */
  token: () => Promise<string | null>
  clock: Clock
  random: () => number
}): Transport {
  const { url, token, clock, random } = options
  const listeners = new Set<Listener>()
  const socket: Socket = io(url, {
    transports: ['websocket'],
    reconnectionDelayMax: 30_000,
    forceNew: true,
    autoConnect: false,
    // Without a token the hub is open to visitors; what needs one says so.
    auth: (send) =>
      void token().then(
        (it) => send(it === null ? {} : { token: it }),
        () => send({}),
      ),
  })
  let refusals = 0
  let closed = false
  /** Set while a connection is made at a time of our own choosing instead of socket.io's. */
  let cancelConnect: (() => void) | null = null

  socket.on('connect', () => {
    refusals = 0
    hear('connected')
  })
  socket.on('disconnect', (reason) => {
    hear('disconnected')
    // A node that drains said when to come back; socket.io by itself would be there too early.
    if (cancelConnect !== null) socket.disconnect()
    else if (reason === 'io server disconnect') connectIn(backoffMs(refusalBackoff, 1, random))
  })
  socket.on('connect_error', (error: Error & { data?: ErrorBody }) => {
    if (socket.active || closed) return
    if (error.data?.code === 'unauthenticated' || error.data?.code === 'token_expired') hear('refused', error.data)
    // At once after the first refusal: without the token that was refused the hub is open.
    const waitMs = refusals === 0 ? 0 : backoffMs(refusalBackoff, refusals, random)
    refusals += 1
    connectIn(Math.max(waitMs, error.data?.retryAfterMs ?? 0))
  })
  socket.on('server.drain', ({ retryInMs }: { retryInMs: number }) => connectIn(retryInMs))
  for (const event of serverEvents) socket.on(event, (message) => hear(event, message))
  socket.connect()

  function hear<E extends keyof Heard>(event: E, ...message: Parameters<Heard[E]>): void {
    for (const listener of [...listeners]) {
      const heard = listener[event] as ((...message: Parameters<Heard[E]>) => void) | undefined
      heard?.(...message)
    }
  }

  function connectIn(ms: number): void {
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
    connected: () => socket.connected,
    closed: () => closed,
    whenConnected(ms) {
      if (socket.connected) return Promise.resolve(true)
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
    async ask(event, message, ms) {
      if (!socket.connected) return null
      try {
        return await socket.timeout(ms).emitWithAck(event, message)
      } catch {
        // The only two ways to fail are the cut link and the time that passed: no answer, which the result says.
        return null
      }
    },
    tell(event, message) {
      if (socket.connected) socket.emit(event, message)
    },
    listen,
    reconnect: () => connectIn(0),
    close() {
      closed = true
      cancelConnect?.()
      socket.disconnect()
      hear('closed')
    },
  }
}
