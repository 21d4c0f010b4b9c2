import { describe, expect, it } from 'vitest'
import { afterAnswer } from '../../../../workers/webhooks/afterAnswer.ts'
import type { WebhookAnswer } from '../../../../workers/webhooks/send.ts'

const now = Date.UTC(2027, 2, 14, 9)
const hourMs = 3_600_000
const first = { attempts: 1, since: now, now, random: () => 1 }
const answer = (status: number, retryAfter: string | null = null): WebhookAnswer => ({ status, retryAfter })

describe('what a webhook answers', () => {
  it.each([200, 201, 202, 204, 299])('%d: it was told', (status) => {
    expect(afterAnswer(answer(status), first)).toEqual({ state: 'sent', ref: String(status) })
  })

  it.each([301, 302, 307, 400, 401, 404, 409, 413, 500, 502, 599])('%d: again later', (status) => {
    expect(afterAnswer(answer(status), first)).toMatchObject({
      state: 'pending',
      at: now + 10_000,
      why: `http_${status}`,
    })
  })

  it('410: never again; nothing at all: again later', () => {
    expect(afterAnswer(answer(410), first)).toEqual({ state: 'dead', why: 'http_410' })
    expect(afterAnswer({ status: null, error: 'link_econnrefused' }, first)).toMatchObject({
      state: 'pending',
      why: 'link_econnrefused',
    })
  })

  it.each([
    ['120', 120_000],
    [new Date(now + hourMs).toUTCString(), hourMs],
    // Shorter than our own pause.
    ['1', 10_000],
    [new Date(now - hourMs).toUTCString(), 10_000],
    ['999999999', 24 * hourMs],
    ['soon', 10_000],
    ['-5', 10_000],
  ])('429 and 503 with Retry-After %s: not before %d ms', (wish, ms) => {
    for (const status of [429, 503]) expect(afterAnswer(answer(status, wish), first)).toMatchObject({ at: now + ms })
    expect(afterAnswer(answer(500, wish), first)).toMatchObject({ at: now + 10_000 })
  })
})

it('tries are further and further apart, and end after three days', () => {
  let at = now
  const pauses: number[] = []
  for (let attempts = 1; attempts < 100; attempts++) {
    const settled = afterAnswer(answer(500), { ...first, attempts, now: at })
    if (settled.state !== 'pending') {
      expect(settled).toEqual({ state: 'dead', why: 'http_500' })
      break
    }
    pauses.push(settled.at - at)
    at = settled.at
  }
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses.at(-1)).toBe(6 * hourMs)
  expect(at - now).toBeLessThanOrEqual(72 * hourMs)
  expect(at - now).toBeGreaterThan(60 * hourMs)
  expect(pauses.length).toBeLessThan(25)
})
