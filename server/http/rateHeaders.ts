import type { Response } from 'express'
import type { RateLimit } from '../../shared/contract/operation.ts'
import type { AppError } from '../core/appError.ts'
import type { Left } from '../core/infra/limits.ts'

const policyHeader = 'ratelimit-policy'
const leftHeader = 'ratelimit'

/**
 * What counts here, and once it was counted what is left, as draft-ietf-httpapi-ratelimit-headers-10 writes them: the
 * policy is named like the operation; quota `q` in a window of `w` seconds, `r` left, whole again in `t` seconds.
 *
 * @returns to be told what is left
 */
export function announceLimit(response: Response, name: string, { points, perSeconds }: RateLimit) {
  response.set(policyHeader, `"${name}";q=${points};w=${perSeconds}`)
  return (left: Left): void => tellLeft(response, name, left)
}

function tellLeft(response: Response, name: string, { remaining, resetMs }: Left): void {
  response.set(leftHeader, `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`)
}

/** For who has to wait: nothing is left, and when to come back. */
export function tellToWait(response: Response, { code, status, details }: AppError): void {
  if (status !== 429 && status !== 503) return
  const waitMs = details.retryAfterMs ?? 1000
  response.set('retry-after', String(Math.ceil(waitMs / 1000)))
  const name = /^"(.+?)"/.exec(String(response.get(policyHeader) ?? ''))?.[1]
  const isCounted = response.get(leftHeader) !== undefined
  if (code === 'rate_limited' && name !== undefined && !isCounted) {
    tellLeft(response, name, { remaining: 0, resetMs: waitMs })
  }
}
