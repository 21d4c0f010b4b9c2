import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { vi } from 'vitest'
import { type ErrorBody, type ErrorCode, errors } from '../../../shared/contract/errors.ts'
import type { Opened, ServerEvents } from '../../../shared/contract/wire.ts'

/** What a script makes of one message, now or later; undefined: the answer is lost. */
type Script = (message: never, at: { readonly times: number; readonly socket: Socket }) => unknown

export interface FakeHub extends AsyncDisposable {
  readonly url: string
  /** From now on, messages of this name are answered so; `times` counts them from 1. */
  on(event: string, script: Script): void
  /** Every message of this name so far. */
  heard<T>(event: string): T[]
  /** To every socket there is. */
  send<E extends keyof ServerEvents>(event: E, message: Parameters<ServerEvents[E]>[0]): void
  /** Tokens of all connections so far, in order. */
  readonly tokens: (string | null)[]
  /** Refuses connections with this token. */
  refuse(token: string, code: ErrorCode): void
  /** How many are connected now. */
  connected(): number
  /** Closes every link without a word, as a node that dies does. */
  cut(): void
  /** Disconnects everybody on purpose; by itself socket.io does not come back from that. */
  kick(): void
}

/** A real Socket.IO server in this process that says what it is told to. */
export async function startFakeHub(): Promise<FakeHub> {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  const scripts = new Map<string, Script>()
  const messages = new Map<string, unknown[]>()
  const tokens: (string | null)[] = []
  const refused = new Map<string, ErrorCode>()

  io.use((socket, next) => {
    const token = (socket.handshake.auth['token'] as string | undefined) ?? null
    tokens.push(token)
    const code = refused.get(token ?? '')
    next(code === undefined ? undefined : Object.assign(new Error(code), { data: failure(code) }))
  })
  io.on('connection', (socket) => {
    socket.onAny((event: string, message: unknown, acknowledge?: (answer: unknown) => void) => {
      const sofar = messages.get(event) ?? []
      messages.set(event, [...sofar, message])
      const answer = scripts.get(event)?.(message as never, { times: sofar.length + 1, socket })
      if (answer instanceof Promise) void answer.then(acknowledge)
      else if (answer !== undefined) acknowledge?.(answer)
    })
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    on: (event, script) => void scripts.set(event, script),
    heard: <T>(event: string) => (messages.get(event) ?? []) as T[],
    send: (event, message) => void io.emit(event, message),
    tokens,
    refuse: (token, code) => void refused.set(token, code),
    connected: () => io.sockets.sockets.size,
    cut: () => {
      for (const socket of io.sockets.sockets.values()) socket.conn.close()
    },
    kick: () => void io.disconnectSockets(true),
    [Symbol.asyncDispose]: async () => void (await io.close()),
  }
}

export const ok = (data: unknown) => ({ ok: true, data })

export const fail = (code: ErrorCode, more: Partial<ErrorBody> = {}) => ({ ok: false, error: failure(code, more) })

export function failure(code: ErrorCode, more: Partial<ErrorBody> = {}): ErrorBody {
  const { meaning, hint, retryable, settles } = errors[code]
  return { code, message: meaning, hint, retryable, settles, ...more }
}

/** An answer to `feed.open`; by default everything at version `v1`, proven this instant. */
export function opened(more: Partial<Opened> = {}) {
  return ok({ key: 'k', epoch: 'e', version: 'v1', age: 0, ...more })
}

/** Waits for a fact; only a failure takes the whole time. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20 })
}
