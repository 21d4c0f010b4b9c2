import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { newId } from '../../server/core/infra/ids.ts'
import type { Answer, CallEnvelope } from '../../shared/contract/wire.ts'

/** A share of the diners of a drop, in a process of their own: one process could not ask fast enough. */
export type ToDiners =
  | {
      readonly type: 'connect'
      readonly urls: readonly string[]
      readonly tokens: readonly string[]
      readonly input: unknown
    }
  /** By the wall clock, which all processes share. */
  | { readonly type: 'go'; readonly startAt: number }

export type FromDiners =
  | { readonly type: 'ready' }
  | { readonly type: 'connected' }
  | {
      readonly type: 'done'
      /** How many heard what: `won`, or why not. */
      readonly reasons: Readonly<Record<string, number>>
      readonly firstAt: number
      readonly lastAt: number
    }

/** All ask within this. */
const withinMs = 1_000
const answerMs = 30_000
/** Handshakes under way at once. */
const connecting = 50

const won = 'won'

let sockets: Socket[] = []
let input: unknown

function tell(message: FromDiners): void {
  process.send?.(message)
}

async function connect({ urls, tokens, input: asked }: Extract<ToDiners, { type: 'connect' }>): Promise<void> {
  input = asked
  const waiting = tokens.entries()
  const connectSome = async (): Promise<void> => {
    for (const [index, token] of waiting) {
      const url = urls[index % urls.length] ?? ''
      sockets.push(
        await connected(io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } })),
      )
    }
  }
  await Promise.all(Array.from({ length: connecting }, connectSome))
  tell({ type: 'connected' })
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

async function go(startAt: number): Promise<void> {
  const reasons: Record<string, number> = {}
  let [firstAt, lastAt] = [Infinity, 0]
  const ask = async (socket: Socket): Promise<void> => {
    await sleep(Math.max(0, startAt - Date.now()) + Math.random() * withinMs)
    firstAt = Math.min(firstAt, Date.now())
    const reason = await askOn(socket)
    reasons[reason] = (reasons[reason] ?? 0) + 1
    lastAt = Math.max(lastAt, Date.now())
  }
  await Promise.all(sockets.map(ask))
  for (const socket of sockets) socket.disconnect()
  sockets = []
  tell({ type: 'done', reasons, firstAt, lastAt })
}

/** As every client does: on under the same request id, while the answer is not definite. */
async function askOn(socket: Socket): Promise<string> {
  const requestId = newId()
  const giveUpAt = Date.now() + answerMs
  for (let tries = 1; Date.now() < giveUpAt; tries++) {
    const answer = await answerOf(socket, { input, requestId, retry: tries > 1 })
    if (answer?.ok === true) return won
    if (answer !== null && !answer.error.retryable) return answer.error.reason ?? answer.error.code
    await sleep(answer?.error.retryAfterMs ?? 50)
  }
  return 'no answer'
}

async function answerOf(socket: Socket, envelope: CallEnvelope): Promise<Answer<unknown> | null> {
  try {
    return (await socket.timeout(answerMs).emitWithAck('hold.create', envelope)) as Answer<unknown>
  } catch {
    return null // No answer in time is what is counted.
  }
}

process.on('message', (message: ToDiners) => void (message.type === 'connect' ? connect(message) : go(message.startAt)))
tell({ type: 'ready' })
