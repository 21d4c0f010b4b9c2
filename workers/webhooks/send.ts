import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIPv4, type LookupFunction } from 'node:net'
import { within } from '../../server/core/infra/within.ts'
import { AddressRefused, addressesOf, problemOfUrl, type Reach } from '../../server/core/webhooks/reach.ts'
import { type Signed, signedHeaders } from '../../server/core/webhooks/signing.ts'
import { linkTrouble } from '../channels/linkTrouble.ts'

/** From the question for its name to the head of the answer. */
const answerMs = 10_000
/** Read of an answer, so that whoever gives it can finish; nothing of it is looked at. */
const mostRead = 4096

export interface WebhookCall extends Signed {
  readonly url: string
  /** What it is signed with. */
  readonly secret: string
}

/** Null: nobody answered, and why. */
export type WebhookAnswer =
  | { readonly status: number; readonly retryAfter: string | null }
  | { readonly status: null; readonly error: string }

/** One POST. Never throws. */
export type CallWebhook = (call: WebhookCall) => Promise<WebhookAnswer>

/**
 * Calls addresses that strangers chose: only where `reach` allows, connected to the very IP addresses that were judged,
 * without following anybody elsewhere, by no proxy, and over a connection of its own.
 */
export function createCallWebhook(reach: Reach, timeoutMs = answerMs): CallWebhook {
  return async (call) => {
    if (problemOfUrl(call.url, reach) !== null) return { status: null, error: 'address_refused' }
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const ips = await within(timeoutMs, addressesOf(new URL(call.url).hostname, reach))
      return await post(call, pinnedTo(ips), signal)
    } catch (error) {
      return { status: null, error: codeOf(error) }
    }
  }
}

function post(call: WebhookCall, lookup: LookupFunction, signal: AbortSignal): Promise<WebhookAnswer> {
  const { url, secret, body } = call
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Couvert',
    ...signedHeaders(secret, call),
  }
  const options = { method: 'POST', headers, lookup, signal, agent: false } as const
  return new Promise((resolve, reject) => {
    const target = new URL(url)
    const sent: ClientRequest =
      target.protocol === 'https:' ? requestHttps(target, options) : requestHttp(target, options)
    sent.once('response', (answer) => {
      readLittle(answer)
      resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] ?? null })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function readLittle(answer: IncomingMessage): void {
  let read = 0
  answer.on('data', (part: Buffer) => {
    read += part.length
    if (read > mostRead) answer.destroy()
  })
  // The answer counts as it began.
  answer.on('error', () => undefined)
}

/** Whatever is asked for: what was judged, and nothing else. */
function pinnedTo(ips: readonly string[]): LookupFunction {
  const found = ips.map((address) => ({ address, family: isIPv4(address) ? 4 : 6 }))
  const [first] = found
  return (_hostname, { all }, done) => {
    if (all === true) done(null, found)
    else done(null, first?.address ?? '', first?.family)
  }
}

const silence: ReadonlySet<string> = new Set(['AbortError', 'TimeoutError', 'TooSlow'])

/** A code without anybody's words: messages repeat the address. */
function codeOf(error: unknown): string {
  if (error instanceof AddressRefused) return error.code
  if (error instanceof Error && silence.has(error.name)) return linkTrouble('timeout')
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return linkTrouble(typeof code === 'string' ? code : 'unknown')
}
