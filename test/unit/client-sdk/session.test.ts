import { expect, onTestFinished, test, vi } from 'vitest'
import { createClient } from '../../../client-sdk/src/createClient.ts'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { fakeClock } from './fakeClock.ts'
import { eventually, type FakeHub, fail, failure, ok, opened, startFakeHub } from './fakeHub.ts'

const lifeSeconds = 900
/** A year before what the device believes. */
const issuedAt = Date.UTC(2025, 11, 5) / 1000

function token(name: string): string {
  const claims = btoa(JSON.stringify({ iat: issuedAt, exp: issuedAt + lifeSeconds, name }))
  return `head.${claims}.signature`
}

const session = (name: string, actor = 'guest:1') =>
  ok({ token: token(name), expiresAt: new Date((issuedAt + lifeSeconds) * 1000).toISOString(), actor, grants: [] })

function setUp(hub: FakeHub, storage = memoryStore()) {
  const clock = fakeClock()
  const client = createClient({ url: hub.url, storage, clock, random: () => 0 })
  onTestFinished(client.close)
  /** What waits for no time at all needs a tick of this clock too. */
  const ticking = (check: () => void) =>
    eventually(() => {
      clock.advance(1)
      check()
    })
  return { clock, client, storage, ticking }
}

test('a guest session is opened once, and its token is on the next connection', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const { client, ticking } = setUp(hub)
  const both = await Promise.all([client.session.guest(), client.session.guest()])
  expect(both[0]).toMatchObject({ state: 'open', actor: 'guest:1' })
  await client.session.guest()
  expect(hub.heard('session.guest')).toHaveLength(1)
  await ticking(() => expect(hub.tokens).toEqual([null, token('first')]))
})

test('a session is renewed at half of its life, on the live socket, whatever the clock of the device says', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.renew', () => session('second'))
  const { clock, client, storage, ticking } = setUp(hub)
  await client.session.guest()
  await ticking(() => expect(hub.tokens).toHaveLength(2))
  clock.advance((lifeSeconds / 2) * 1000 - 5000)
  expect(hub.heard('session.renew')).toHaveLength(0)
  clock.advance(5000)
  await eventually(() => expect(storage.getItem('couvert.session')).toContain(token('second')))
  expect(hub.tokens).toHaveLength(2)
})

test('a token from the store is of unknown age and renewed at once', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const storage = memoryStore()
  storage.setItem('couvert.session', JSON.stringify({ token: token('first'), actor: 'guest:1' }))
  const { client, ticking } = setUp(hub, storage)
  expect(client.session.get()).toMatchObject({ state: 'open', actor: 'guest:1' })
  await ticking(() => expect(storage.getItem('couvert.session')).toContain(token('second')))
  expect(hub.tokens).toEqual([token('first')])
})

test('a renewal that fails for now is tried again', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', (_message, { times }) => (times < 3 ? fail('invalid_input') : session('second')))
  const storage = memoryStore()
  storage.setItem('couvert.session', JSON.stringify({ token: token('first'), actor: 'guest:1' }))
  const { clock } = setUp(hub, storage)
  await eventually(() => {
    clock.advance(1000)
    expect(storage.getItem('couvert.session')).toContain(token('second'))
  })
})

test('the time of the hub is told from the token, not from the device', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const { clock, client } = setUp(hub)
  await client.session.guest()
  expect(Math.abs(client.now() - issuedAt * 1000)).toBeLessThanOrEqual(1000)
  const before = client.now()
  clock.advance(7000)
  expect(client.now() - before).toBe(7000)
})

test('a session that the hub ends is gone from the device, and the public goes on being served', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('feed.open', () => opened({ snapshot: { a: 1 } }))
  const { client, storage, ticking } = setUp(hub)
  const feed = client.feed('availability', { venueId: 'v', date: '2026-12-05' })
  feed.subscribe(() => undefined)
  await client.session.guest()
  await ticking(() => expect(hub.tokens).toHaveLength(2))
  await eventually(() => expect(feed.get().status).toBe('live'))
  const told = vi.fn()
  client.session.subscribe(told)
  hub.send('session.ended', { error: failure('token_expired') })
  await ticking(() => expect(hub.tokens).toEqual([null, token('first'), null]))
  expect(client.session.get()).toMatchObject({ state: 'ended', actor: null, error: { code: 'token_expired' } })
  expect(told).toHaveBeenCalledTimes(1)
  expect(storage.getItem('couvert.session')).toBeNull()
  await eventually(() => expect(feed.get().status).toBe('live'))
})

test('a token that is refused at the door is dropped, and the door tried again without it', async () => {
  await using hub = await startFakeHub()
  hub.refuse(token('old'), 'token_expired')
  const storage = memoryStore()
  storage.setItem('couvert.session', JSON.stringify({ token: token('old'), actor: 'guest:1' }))
  const { client, ticking } = setUp(hub, storage)
  await ticking(() => expect(hub.tokens).toEqual([token('old'), null]))
  expect(client.session.get()).toMatchObject({ state: 'ended', error: { code: 'token_expired' } })
})

test('what the last person saw is gone when another logs in', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.login', () => session('hers', 'account:2'))
  hub.on('feed.open', (_message, { times }) => (times < 3 ? opened({ snapshot: { mine: 1 } }) : undefined))
  const { client, ticking } = setUp(hub)
  const feed = client.feed('reservations', {})
  await client.session.guest()
  feed.subscribe(() => undefined)
  await ticking(() => expect(hub.tokens).toHaveLength(2))
  await eventually(() => expect(feed.get().content).toEqual({ mine: 1 }))
  await client.session.login({ email: 'a@example.com', password: 'long enough' })
  expect(feed.get().content).toBeNull()
  await ticking(() => expect(hub.tokens.at(-1)).toBe(token('hers')))
})

test('leaving forgets the token', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const { client, storage, ticking } = setUp(hub)
  await client.session.guest()
  await ticking(() => expect(hub.tokens).toHaveLength(2))
  client.session.leave()
  expect(storage.getItem('couvert.session')).toBeNull()
  await ticking(() => expect(hub.tokens).toEqual([null, token('first'), null]))
})

test('a token from elsewhere is asked for at every connection', async () => {
  await using hub = await startFakeHub()
  let asked = 0
  const client = createClient({ url: hub.url, storage: memoryStore(), token: () => `t${(asked += 1)}` })
  onTestFinished(client.close)
  await eventually(() => expect(hub.tokens).toEqual(['t1']))
  hub.cut()
  await eventually(() => expect(hub.tokens).toEqual(['t1', 't2']))
})
