import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { pathFields } from '../../server/http/reference/route.ts'
import type { ErrorBody } from '../../shared/contract/errors.ts'
import { type FeedName, feeds } from '../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Answer } from '../../shared/contract/wire.ts'

export type Transport = 'socket' | 'http'

type Fields = Readonly<Record<string, unknown>>

/** Somebody who asks a hub over one of its transports, without anything that a client library would mend or refuse. */
export interface Caller {
  /** `requestId`: made afresh unless given; null sends none. */
  call(name: OperationName, input: unknown, requestId?: unknown): Promise<Answer<unknown>>
  open(feed: FeedName, params: Fields): Promise<Answer<unknown>>
  close(): void
}

/** What shows who it is: a session's token, or a partner's key. */
interface Proof {
  readonly token?: string
  readonly key?: string
}

/** A token alone is text. */
export type Who = string | Proof

const proofOf = (who: Who | undefined): Proof => (typeof who === 'string' ? { token: who } : (who ?? {}))

export const callers: Readonly<Record<Transport, (url: string, who?: Who) => Promise<Caller>>> = {
  socket: socketCaller,
  http: async (url, who) => httpCaller(url, proofOf(who)),
}

/** @throws ErrorBody if the hub refuses the connection; Error if there is none, or it is gone before the hub took it */
export async function connect(url: string, who?: Who): Promise<Socket> {
  const auth = proofOf(who)
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error: Error & { data?: ErrorBody }) => reject(error.data ?? error))
    // Of a node that was killed in between neither comes.
    socket.once('disconnect', () => reject(new Error('the socket was cut')))
  })
  return socket
}

/** Emits and waits for the acknowledgement. @throws Error if the socket is cut first, or nothing comes in 10 s */
export async function ask(socket: Socket, event: string, ...args: unknown[]): Promise<Answer<unknown>> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new Error('the socket was cut'))
    socket.once('disconnect', cut)
    socket.timeout(10_000).emit(event, ...args, (silence: Error | null, answer: Answer<unknown>) => {
      socket.off('disconnect', cut)
      if (silence) reject(silence)
      else resolve(answer)
    })
  })
}

async function socketCaller(url: string, who?: Who): Promise<Caller> {
  const socket = await connect(url, who)
  return {
    call(name, input, requestId = randomUUID()) {
      const key = operations[name].write && requestId !== null ? { requestId } : {}
      return ask(socket, name, { input, ...key })
    },
    async open(feed, params) {
      const answer = await ask(socket, 'feed.open', { feed, params })
      if (answer.ok) await ask(socket, 'feed.close', { key: (answer.data as { key: string }).key })
      return answer
    },
    close: () => void socket.disconnect(),
  }
}

function httpCaller(url: string, { token, key }: Proof): Caller {
  const shown: Record<string, string> = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(key !== undefined && { 'x-api-key': key }),
  }
  return {
    call(name, input, requestId = randomUUID()) {
      const { http, write } = operations[name]
      const id: Record<string, string> = write && requestId !== null ? { 'idempotency-key': String(requestId) } : {}
      return send(url, { ...http, input, headers: { ...shown, ...id } })
    },
    open: (feed, params) => send(url, { method: 'get', path: feeds[feed].path, input: params, headers: shown }),
    close: () => undefined,
  }
}

interface Request {
  readonly method: string
  readonly path: string
  readonly input: unknown
  readonly headers: Readonly<Record<string, string>>
}

async function send(url: string, { method, path, input, headers }: Request): Promise<Answer<unknown>> {
  const fields = typeof input === 'object' && input !== null ? (input as Fields) : {}
  const inPath = pathFields(path)
  const filled = path.replaceAll(/:(\w+)/g, (_whole, field: string) => encodeURIComponent(String(fields[field])))
  const beside = Object.fromEntries(Object.entries(fields).filter(([field]) => !inPath.includes(field)))
  const bodied = method === 'post' || method === 'put'
  const query = bodied ? '' : `?${new URLSearchParams(beside as Record<string, string>)}`
  return read(
    await fetch(`${url}/v1${filled}${query}`, {
      method: method.toUpperCase(),
      headers: { ...headers, ...(bodied && { 'content-type': 'application/json' }) },
      ...(bodied && { body: JSON.stringify(fields === input && !Array.isArray(input) ? beside : input) }),
    }),
  )
}

/** An HTTP response as the answer that the socket would have given. */
export async function read(response: Response): Promise<Answer<unknown>> {
  const body: unknown = await response.json()
  return response.ok ? { ok: true, data: body } : { ok: false, error: body as ErrorBody }
}
