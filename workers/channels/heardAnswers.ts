import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'

/** What a host said, in HTTP's own terms. */
export interface Answer {
  readonly status: number
  /** As it was sent; null: not at all. */
  readonly retryAfter: string | null
  readonly body: string
}

/** What became of the requests of one call, tries again included. */
export interface Heard {
  /** The last one; null: none came. */
  answer: Answer | null
  /** Requests said in full and not answered in full: nobody knows what the host made of them. */
  unanswered: number
}

export interface Listening {
  /** Runs a call; once `signal` aborts, so do its requests. */
  during<T>(heard: Heard, signal: AbortSignal, call: () => Promise<T>): Promise<T>
  stop(): void
}

interface Call {
  readonly heard: Heard
  readonly signal: AbortSignal
}

/** As much of a body as is kept. */
const longestBody = 16_384

/**
 * Overhears what a host answers beneath an SDK that keeps it to itself: its errors have neither status nor
 * `Retry-After`, take two answers for one, and do not say whether a lost request had been said in full. Node tells of
 * every request it sends; whose it is, the asynchronous context says.
 */
export function listenTo(host: string): Listening {
  const calls = new AsyncLocalStorage<Call>()

  function begun(message: unknown): void {
    const call = calls.getStore()
    const { request } = message as { readonly request: ClientRequest }
    if (call !== undefined && request.host === host) follow(request, call)
  }
  subscribe('http.client.request.start', begun)

  return {
    during: (heard, signal, call) => calls.run({ heard, signal }, call),
    stop: () => void unsubscribe('http.client.request.start', begun),
  }
}

function follow(request: ClientRequest, { heard, signal }: Call): void {
  const giveUp = (): void => void request.destroy(new Error('given up'))
  if (signal.aborted) return giveUp()
  signal.addEventListener('abort', giveUp)
  request.once('close', () => signal.removeEventListener('abort', giveUp))
  request.once('finish', () => {
    heard.unanswered += 1
  })
  request.once('response', (response: IncomingMessage) => {
    let body = ''
    response.on('data', (chunk: Buffer) => {
      if (body.length < longestBody) body += chunk.toString()
    })
    response.once('end', () => {
      if (!response.complete) return
      heard.unanswered -= 1
      heard.answer = answerOf(response, body)
    })
  })
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: string): Answer {
  return { status: statusCode, retryAfter: headers['retry-after'] ?? null, body }
}
