import type { Response } from 'express'
import { expect, test } from 'vitest'
import { AppError } from '../../../../server/core/appError.ts'
import { announceLimit, tellToWait } from '../../../../server/http/rateHeaders.ts'

function response() {
  const headers: Record<string, string> = {}
  const set = (name: string, value: string) => void (headers[name] = value)
  return { headers, response: { set, get: (name: string) => headers[name] } as unknown as Response }
}

test('a counted call says what counts and what is left, in whole seconds that are never too few', () => {
  const { headers, response: to } = response()
  announceLimit(to, 'hold.create', { points: 30, perSeconds: 60 })({ remaining: 29, resetMs: 58_001 })
  expect(headers).toEqual({ 'ratelimit-policy': '"hold.create";q=30;w=60', ratelimit: '"hold.create";r=29;t=59' })
})

test('who was over the limit hears that nothing is left, and when to come back', () => {
  const { headers, response: to } = response()
  announceLimit(to, 'hold.create', { points: 30, perSeconds: 60 })
  tellToWait(to, new AppError('rate_limited', { retryAfterMs: 1_200 }))
  expect(headers).toMatchObject({ ratelimit: '"hold.create";r=0;t=2', 'retry-after': '2' })
})

test('a limit of another kind does not change what is left of the operation’s', () => {
  const { headers, response: to } = response()
  announceLimit(to, 'session.login', { points: 60, perSeconds: 60 })({ remaining: 59, resetMs: 60_000 })
  tellToWait(to, new AppError('rate_limited', { retryAfterMs: 900_000 }))
  expect(headers).toMatchObject({ ratelimit: '"session.login";r=59;t=60', 'retry-after': '900' })
})

test('every 429 and 503 says when to come back, also where nobody worked it out; nothing else does', () => {
  const said = (code: ConstructorParameters<typeof AppError>[0]) => {
    const { headers, response: to } = response()
    tellToWait(to, new AppError(code))
    return headers['retry-after']
  }
  expect(said('busy')).toBe('1')
  expect(said('cooling_down')).toBe('1')
  expect(said('not_found')).toBeUndefined()
})
