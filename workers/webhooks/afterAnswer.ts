import type { Settled } from '../../server/core/notices/claims.ts'
import type { Instant } from '../../shared/domain/book/types.ts'
import type { WebhookAnswer } from './send.ts'

/** What becomes of it is tried so long. */
const triedMs = 3 * 86_400_000
const firstPauseMs = 10_000
const longestPauseMs = 6 * 3_600_000
/** Whoever wants to be left alone for longer is asked once a day. */
const longestWishMs = 86_400_000

interface Try {
  /** So far, with this one. */
  readonly attempts: number
  readonly since: Instant
  readonly now: Instant
  readonly random: () => number
}

export const isSuccess = ({ status }: WebhookAnswer) => status !== null && status >= 200 && status < 300
/** Its address is gone for good. */
export const isGone = ({ status }: WebhookAnswer) => status === 410

/** How a try leaves what was to be told. */
export function afterAnswer(answer: WebhookAnswer, one: Try): Settled {
  if (isSuccess(answer)) return { state: 'sent', ref: String(answer.status) }
  const why = answer.status === null ? answer.error : `http_${answer.status}`
  if (isGone(answer)) return { state: 'dead', why }
  return againAfter(wishOf(answer, one.now), one, why)
}

/** Once more after a pause, three times as long each time and never all at once; after three days, no more. */
function againAfter(wishMs: number | null, { attempts, since, now, random }: Try, why: string): Settled {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 3 ** Math.max(0, attempts - 1)) * (0.5 + random() / 2)
  const at = now + Math.max(pauseMs, wishMs ?? 0)
  return at > since + triedMs ? { state: 'dead', why } : { state: 'pending', at, tried: true, why }
}

/** How long whoever is overloaded asks us to wait, as seconds or as a date. */
function wishOf(answer: WebhookAnswer, now: Instant): number | null {
  if (answer.status !== 429 && answer.status !== 503) return null
  const { retryAfter } = answer
  if (retryAfter === null) return null
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return Number.isNaN(ms) ? null : Math.min(longestWishMs, ms)
}
