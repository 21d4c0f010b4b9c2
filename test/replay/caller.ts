import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { canonical, newId, sha256 } from '../../server/core/infra/ids.ts'
import { homeOf } from '../../server/core/reservationId.ts'
import type { OperationName, Output, Sent } from '../../shared/contract/index.ts'
import type { Answer, CallEnvelope } from '../../shared/contract/wire.ts'
import { type EntryData, kindOfAnswer } from '../checker/history.ts'
import type { Recorder } from '../checker/historyFile.ts'
import type { Person } from './cluster.ts'

export interface CallOptions {
  /** @default a new one */
  readonly key?: string
  /** How long to go on asking while there is no definite answer. @default 20 s */
  readonly untilMs?: number
}

/**
 * A client of the hub that notes all it does. Bare sockets instead of the SDK: what judges the product should not be
 * made of it.
 */
export interface Caller {
  readonly person: Person
  readonly socket: Socket
  /** Names this connection in the history, also after it was lost and made again. */
  readonly sess: string
  /** Asks until there is a definite answer, under one request id; null if there was none in time. */
  call<N extends OperationName>(op: N, input: Sent<N>, options?: CallOptions): Promise<Answer<Output<N>> | null>
  /** One message and its answer; null where none came. */
  ask<T>(event: string, message: unknown, ms: number): Promise<Answer<T> | null>
  close(): void
}

export interface CallerOptions {
  /** Nodes; the next one is tried when a connection is lost. */
  readonly urls: readonly string[]
  /** Which of them first. */
  readonly first: number
  readonly person: Person
  readonly recorder: Recorder
}

/** How long one try waits for its answer. */
const tryMs = 12_000

export function createCaller({ urls, first, person, recorder }: CallerOptions): Caller {
  const sess = newId()
  let node = first
  const socket = io(urlAt(urls, node), {
    transports: ['websocket'],
    forceNew: true,
    auth: (send) => send({ token: person.token() }),
    reconnection: false,
  })
  let closed = false
  const next = async (): Promise<void> => {
    if (closed) return
    await sleep(100)
    node += 1
    // The manager keeps its address; a load balancer would do this for a client.
    Object.assign(socket.io, { uri: urlAt(urls, node) })
    socket.connect()
  }
  socket.on('disconnect', () => void next())
  socket.on('connect_error', () => void next())

  function ask<T>(event: string, message: unknown, ms: number): Promise<Answer<T> | null> {
    return new Promise((resolve) => {
      const settle = (answer: Answer<T> | null): void => {
        clearTimeout(timer)
        socket.off('connect', send)
        socket.off('disconnect', lost)
        resolve(answer)
      }
      const timer = setTimeout(() => settle(null), ms)
      const lost = (): void => settle(null)
      const send = (): void => {
        socket.once('disconnect', lost)
        socket.emit(event, message, settle)
      }
      if (socket.connected) send()
      else socket.once('connect', send)
    })
  }

  async function callOnce(op: OperationName, envelope: CallEnvelope): Promise<Answer<unknown> | null> {
    const about = { op, key: envelope.requestId ?? null, actor: person.actor, sess }
    const of = recorder.note({ kind: 'invoke', ...about, data: { body: sha256(canonical([op, envelope.input])) } })
    const from = performance.now()
    const answer = await ask<Record<string, unknown>>(op, envelope, tryMs)
    const data = { of, tookMs: Math.round((performance.now() - from) * 10) / 10, ...dataOf(answer) }
    const found = answer?.ok === true ? answer.data : {}
    recorder.note({
      kind: kindOfAnswer(answer),
      ...about,
      book: bookOf(found),
      ver: Number(found.version ?? 0),
      data,
    })
    return answer
  }

  return {
    person,
    socket,
    sess,
    ask,
    async call(op, input, { key = newId(), untilMs = 20_000 } = {}) {
      const giveUpAt = performance.now() + untilMs
      for (let tries = 1; ; tries++) {
        const answer = await callOnce(op, { input, requestId: key, retry: tries > 1 })
        // The contract ties a name to its output; the socket knows neither.
        if (answer !== null && (answer.ok || !answer.error.retryable)) return answer as never
        if (performance.now() >= giveUpAt) return answer
        await sleep((answer?.ok === false && answer.error.retryAfterMs) || 50)
      }
    },
    close() {
      closed = true
      socket.disconnect()
    },
  }
}

function urlAt(urls: readonly string[], node: number): string {
  const url = urls[node % urls.length]
  if (url === undefined) throw new Error('there is no node to connect to')
  return url
}

function dataOf(answer: Answer<Record<string, unknown>> | null): EntryData {
  if (answer === null) return { code: 'no_answer' }
  if (!answer.ok) {
    return { code: answer.error.code, ...(answer.error.reason !== undefined && { reason: answer.error.reason }) }
  }
  const { reservationId, state } = answer.data
  const whose = typeof reservationId === 'string' ? { reservationId, state: String(state) } : {}
  return { answer: sha256(canonical(answer.data)), ...whose }
}

/** An outcome names the reservation only: it is in the book it was made in, unless a change of date took it elsewhere. */
function bookOf({ venueId, date, reservationId }: Readonly<Record<string, unknown>>): string | null {
  if (typeof venueId === 'string' && typeof date === 'string') return `${venueId}:${date}`
  return typeof reservationId === 'string' ? homeOf(reservationId).bookId : null
}
