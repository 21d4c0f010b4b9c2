import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorCodes } from '../../shared/contract/errors.ts'
import { untilFound } from '../support/found.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { callers } from './callers.ts'

const date = dateAhead(7)

let hub: TestHub
let venueId: string

beforeAll(async () => {
  hub = await startHub({ worker: false })
  venueId = (await hub.seedVenue()).venueId
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${hub.url(0)}/v1${path}`, { headers })

function hold(token: string, party: unknown = 2): Promise<Response> {
  return fetch(`${hub.url(0)}/v1/holds`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ venueId, date, startsAt: seoul(date, '18:00'), party }),
  })
}

describe('what is left of a limit', () => {
  const leftOf = (response: Response) => /^"(.+)";r=(\d+);t=(\d+)$/.exec(response.headers.get('ratelimit') ?? '')

  test('is told with every answer, and less each time, also where the request is refused', async () => {
    const token = hub.tokenFor('guest')
    const answers = [await hold(token), await hold(token, 0), await hold(token, 'two')]
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400])
    expect(answers.map((answer) => leftOf(answer)?.slice(1, 3))).toEqual([
      ['hold.create', '29'],
      ['hold.create', '28'],
      ['hold.create', '27'],
    ])
    for (const answer of answers) expect(answer.headers.get('ratelimit-policy')).toBe('"hold.create";q=30;w=60')
  })

  test('is nothing once it is used up: 429 says when to come back, and that is when it is whole again', async () => {
    const token = hub.tokenFor('guest')
    for (let i = 0; i < 30; i++) await hold(token, 0)
    const refused = await hold(token)
    expect(refused.status).toBe(429)
    const waitSeconds = refused.headers.get('retry-after')
    expect(Number(waitSeconds)).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit')).toBe(`"hold.create";r=0;t=${waitSeconds}`)
    expect(await refused.json()).toMatchObject({ code: 'rate_limited', status: 429 })
  })

  test('is counted for a feed together with its opening on the socket', async () => {
    const token = hub.tokenFor('guest')
    const socket = await callers.socket(hub.url(0), token)
    await socket.open('availability', { venueId, date })
    socket.close()
    const read = await get(`/venues/${venueId}/availability/${date}`, { authorization: `Bearer ${token}` })
    expect(leftOf(read)?.slice(1, 3)).toEqual(['feed.open', '298'])
  })

  test('is not told of what was not counted: a role that may not', async () => {
    const refused = await get(`/venues/${venueId}/staff`, { authorization: `Bearer ${hub.tokenFor('guest')}` })
    expect(refused.status).toBe(403)
    expect(refused.headers.get('ratelimit-policy')).toBe('"staff.list";q=30;w=60')
    expect(refused.headers.get('ratelimit')).toBeNull()
  })
})

describe('a failure', () => {
  test('is a problem whose fields are the socket’s and four more', async () => {
    const token = hub.tokenFor('guest')
    const refused = await hold(token, 0)
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    const { type, title, status, detail, ...rest } = (await refused.json()) as Record<string, unknown>
    const socket = await callers.socket(hub.url(0), token)
    const input = { venueId, date, startsAt: seoul(date, '18:00'), party: 0 }
    expect(await socket.call('hold.create', input)).toEqual({ ok: false, error: rest })
    socket.close()
    expect({ type, title, status }).toEqual({
      type: '/docs/errors#invalid_input',
      title: rest['message'],
      status: refused.status,
    })
    expect(detail).toMatch(/^party: /)
  })

  test('has a type that leads to where it is described', async () => {
    const page = await (await fetch(`${hub.url(0)}/docs/errors`)).text()
    for (const code of errorCodes) expect(page).toContain(`<section id="${code}">`)
  })

  test.each([
    ['/v1/everything', 404],
    ['/v1/venues/%E0%A4%A', 400],
    ['/nowhere', 404],
  ])('of %s, which is no operation, is a problem too', async (path, status) => {
    const refused = await fetch(hub.url(0) + path)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(await refused.json()).toMatchObject({ status, type: expect.stringMatching(/^\/docs\/errors#/) })
  })

  test('for want of a session says what to bring', async () => {
    const refused = await get('/reservations')
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  test('is kept by nobody', async () => {
    for (const path of ['/venues/x', '/reservations', '/everything']) {
      const refused = await get(path)
      expect([refused.headers.get('cache-control'), refused.headers.get('etag')]).toEqual(['no-store', null])
    }
  })
})

describe('what everybody may read', () => {
  beforeAll(() => untilFound(hub, ['Test']))

  const paths = () => ({
    'a restaurant': `/venues/${venueId}`,
    'the restaurants': '/venues?limit=5',
    'a search': '/venues/search?query=test',
    'a feed': `/venues/${venueId}/availability/${date}`,
  })

  test.each(Object.keys(paths()) as (keyof ReturnType<typeof paths>)[])(
    '%s is sent once, until it changes',
    async (what) => {
      const path = paths()[what]
      const first = await get(path)
      const etag = first.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[^"]+"$/)
      expect(first.headers.get('cache-control')).toBe('private, no-cache')
      for (const asked of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': asked })
        expect([again.status, await again.text(), again.headers.get('etag')], asked).toEqual([304, '', etag])
        expect(again.headers.get('ratelimit')).not.toBeNull()
      }
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
    },
  )

  test('has another tag once it is another', async () => {
    const { venueId: changing } = await hub.seedVenue({ name: 'Before' })
    const etag = (await get(`/venues/${changing}`)).headers.get('etag') ?? ''
    await hub.db.collection<{ _id: string }>('venues').updateOne({ _id: changing }, { $set: { name: 'After' } })
    const after = await get(`/venues/${changing}`, { 'if-none-match': etag })
    expect([after.status, await after.json()]).toMatchObject([200, { name: 'After' }])
    expect(after.headers.get('etag')).not.toBe(etag)
  })
})

test('what is a person’s own is kept by nobody and has no tag', async () => {
  const { session } = await hub.openAccount()
  for (const path of ['/account', '/sessions', '/account/export']) {
    const { status, headers } = await get(path, { authorization: `Bearer ${session.token}` })
    expect([path, status, headers.get('cache-control'), headers.get('etag')]).toEqual([path, 200, 'no-store', null])
  }
  const own = await get('/reservations', { authorization: `Bearer ${session.token}` })
  expect([own.headers.get('cache-control'), own.headers.get('etag')]).toEqual([
    'private, no-cache',
    expect.stringMatching(/^"/),
  ])
})
