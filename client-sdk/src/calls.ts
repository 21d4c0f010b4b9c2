import type { CallEnvelope } from '../../shared/contract/wire.ts'
import { backoffMs } from './backoff.ts'
import { ClientError } from './clientError.ts'
import { writing } from './generated/manifest.ts'
import type { OperationName, Output, Sent } from './generated/types.ts'
import type { Clock } from './ports.ts'
import type { createRequests, Request } from './requests.ts'
import type { Transport } from './transport.ts'

export interface CallLimits {
  /** One try is given up after so long without an answer. @default 8_000 */
  readonly answerMs: number
  /** The call with all its tries, waiting for a connection included. @default 30_000 */
  readonly giveUpMs: number
  /** @default 8 */
  readonly tries: number
  /** Calls that may be under way or waiting at once; the next one is refused. @default 100 */
  readonly waiting: number
}

export const defaultLimits: CallLimits = { answerMs: 8000, giveUpMs: 30_000, tries: 8, waiting: 100 }

const backoff = { firstMs: 200, maxMs: 5000 }

/**
 * Calls an operation.
 *
 * A write is sent again under the same request id for as long as its outcome is open, so that it takes effect once at
 * most. The id stays stored until an answer is definite: the same call made again later, even after a reload, goes out
 * under it.
 *
 * @throws ClientError
 */
export type Call = <N extends OperationName>(
  name: N,
  input: Sent<N>,
  options?: { readonly requestId?: string },
) => Promise<Output<N>>

type Outcome<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ClientError }

export function createCalls(options: {
  transport: Transport
  requests: ReturnType<typeof createRequests>
  clock: Clock
  random: () => number
  limits: CallLimits
  /** Who speaks now; null for nobody. */
  actor: () => string | null
  /** Hears the data of every answer. */
  acknowledged: (data: unknown) => void
}): Call {
  const { transport, requests, clock, random, limits, actor, acknowledged } = options
  let underWay = 0

  return async (name, input, { requestId } = {}) => {
    if (underWay >= limits.waiting) throw ClientError.own('too_many_waiting')
    const request = writing.has(name) ? requests.begin(name, input, requestId) : null
    underWay += 1
    try {
      return await untilDefinite<Output<typeof name>>(name, { input, ...idOf(request) }, request)
    } finally {
      underWay -= 1
      request?.leave()
    }
  }

  async function untilDefinite<T>(name: string, envelope: CallEnvelope, request: Request | null): Promise<T> {
    const giveUpAt = clock.now() + limits.giveUpMs
    const asker = actor()
    for (let failures = 0; ; failures++) {
      // An earlier try under this id may still be on its way at another node.
      const again = request !== null && (failures > 0 || request.again)
      const mayAsk = () => request === null || asker === null || asker === actor()
      const outcome = await tryOnce<T>(name, again ? { ...envelope, retry: true } : envelope, giveUpAt, mayAsk)
      if (outcome.ok || outcome.error.settles) request?.settle()
      if (outcome.ok) {
        acknowledged(outcome.data)
        return outcome.data
      }
      const waitMs = outcome.error.retryAfterMs ?? backoffMs(backoff, failures, random)
      const mayRetry = outcome.error.retryable && failures + 1 < limits.tries
      if (!mayRetry || clock.now() + waitMs >= giveUpAt) throw outcome.error
      await new Promise<void>((done) => clock.after(waitMs, done))
    }
  }

  async function tryOnce<T>(
    name: string,
    envelope: CallEnvelope,
    giveUpAt: number,
    mayAsk: () => boolean,
  ): Promise<Outcome<T>> {
    const connected = await transport.whenConnected(giveUpAt - clock.now())
    if (transport.closed()) return { ok: false, error: ClientError.own('closed') }
    // What one person asked for is never done in the name of the next.
    if (!mayAsk()) return { ok: false, error: ClientError.own('session_changed') }
    const answer = connected ? await transport.ask<T>(name, envelope, limits.answerMs) : null
    if (answer === null) return { ok: false, error: ClientError.own('no_answer') }
    return answer.ok ? answer : { ok: false, error: new ClientError(answer.error) }
  }
}

function idOf(request: Request | null): { requestId?: string } {
  return request === null ? {} : { requestId: request.requestId }
}
