import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createClient } from '../../../client-sdk/src/createClient.ts'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { eventually, fail, failure, ok, opened, startFakeHub } from './fakeHub.ts'
import { issuedAt, session, setUp, stored, token } from './sessionKit.ts'

const cancel = { reservationId: 'r' }

test('a guest session is opened once, and its token is on the next connection', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first', { grants: [{ role: 'guest', venueId: null }] }))
  const { client, ticking } = setUp(hub)
  expect(client.session.get()).toEqual({
    state: 'none',
    actor: null,
    kind: null,
    grants: [],
    secondFactor: null,
    error: null,
  })
  const both = await Promise.all([client.session.guest(), client.session.guest()])
  expect(both[0]).toEqual({
    state: 'open',
    actor: 'guest:1',
    kind: 'guest',
    grants: [{ role: 'guest', venueId: null }],
    secondFactor: 'off',
    error: null,
  })
  expect(both[1]).toBe(both[0])
  await client.session.guest()
  expect(hub.heard('session.guest')).toHaveLength(1)
  await ticking(() => expect(hub.tokens).toEqual([null, token('first')]))
})

test('a guest session that is opened late does not take the place of who logged in meanwhile', async () => {
  await using hub = await startFakeHub()
  let open: (answer: unknown) => void = () => undefined
  hub.on('session.guest', () => new Promise((resolve) => (open = resolve)))
  hub.on('session.login', () => session('hers', { actor: 'account:2' }))
  const { client } = setUp(hub)
  const guest = client.session.guest()
  await eventually(() => expect(hub.heard('session.guest')).toHaveLength(1))
  await client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  open(session('first'))
  expect(await guest).toMatchObject({ actor: 'account:2' })
})

test('after a reload the session is there again, without asking anybody', async () => {
  await using hub = await startFakeHub()
  const grants = [{ role: 'host', venueId: 'v' }]
  const { client } = setUp(hub, stored('first', 0, { actor: 'account:7', grants }))
  expect(client.session.get()).toMatchObject({ state: 'open', actor: 'account:7', kind: 'account', grants })
  await eventually(() => expect(hub.tokens).toEqual([token('first')]))
})

test.each(['{', '7', '{"token":"t","actor":"guest:1"}', 'null'])(
  'foreign text where the session lies (%s) counts as no session',
  async (text) => {
    await using hub = await startFakeHub()
    const storage = memoryStore()
    storage.setItem('couvert.session', text)
    const { client } = setUp(hub, storage)
    expect(client.session.get().state).toBe('none')
    await eventually(() => expect(hub.tokens).toEqual([null]))
  },
)

test('the time of the hub is told from the token to the millisecond, not from the device', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const { clock, client } = setUp(hub)
  await client.session.guest()
  expect(client.now()).toBe(issuedAt)
  clock.advance(7000)
  expect(client.now()).toBe(issuedAt + 7000)
})

test('after a reload the time of the hub is told from when the token was had', async () => {
  await using hub = await startFakeHub()
  const { client } = setUp(hub, stored('first', 60_000))
  expect(client.now()).toBe(issuedAt + 60_000)
})

test('what is called right after a session was opened goes out in its name, on the connection made with it', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const speakers: unknown[] = []
  hub.on('reservation.cancel', (_message, { socket }) => {
    speakers.push(socket.handshake.auth['token'])
    return ok({})
  })
  const { client, ticking } = setUp(hub)
  await client.session.guest()
  const call = client.call('reservation.cancel', cancel)
  // Time for it to leave, should it want to go out on the connection there still is.
  await turn()
  await ticking(() => expect(speakers).toEqual([token('first')]))
  await call
})

test('what the last person saw is gone when another logs in', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.login', () => session('hers', { actor: 'account:2' }))
  hub.on('feed.open', (_message, { times }) => (times < 3 ? opened({ snapshot: { mine: 1 } }) : undefined))
  const { client, ticking, asGuest } = setUp(hub)
  const feed = client.feed('reservations', {})
  await asGuest()
  feed.subscribe(() => undefined)
  await eventually(() => expect(feed.get().content).toEqual({ mine: 1 }))
  await client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  expect(feed.get().content).toBeNull()
  await ticking(() => expect(hub.tokens.at(-1)).toBe(token('hers')))
})

test('who logs in once more goes on with what the new session may do, and keeps what is shown', async () => {
  await using hub = await startFakeHub()
  const grants = [{ role: 'host', venueId: 'v' }]
  hub.on('session.login', () => session('again', { actor: 'account:2', grants }))
  hub.on('feed.open', () => opened({ snapshot: { mine: 1 } }))
  const { client, letIn } = setUp(hub, stored('first', 0, { actor: 'account:2' }))
  const mine = client.feed('reservations', {})
  await mine.live()
  expect(await client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })).toMatchObject(
    { grants },
  )
  expect(mine.get().content).toEqual({ mine: 1 })
  await letIn()
  expect(hub.tokens).toEqual([token('first'), token('again')])
})

test('a write under way when the person changes is not sent again in the name of the next', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.login', () => session('hers', { actor: 'account:2' }))
  hub.on('reservation.cancel', () => undefined)
  const { client, ticking, asGuest } = setUp(hub)
  await asGuest()
  const call = client.call('reservation.cancel', cancel)
  call.catch(() => undefined)
  await ticking(() => expect(hub.heard('reservation.cancel')).toHaveLength(1))
  await client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  await ticking(() => expect(hub.tokens.at(-1)).toBe(token('hers')))
  await eventually(() => void expect(hub.tokens).toHaveLength(3))
  const settled = vi.fn()
  call.catch(settled)
  await ticking(() => expect(settled).toHaveBeenCalledWith(expect.objectContaining({ code: 'session_changed' })))
  expect(hub.heard('reservation.cancel')).toHaveLength(1)
})

test('a session that is ended for its predecessor does not end the one that took its place', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.login', (_message, { socket }) => {
    setImmediate(() => socket.emit('session.ended', { error: failure('session_ended') }))
    return session('hers', { actor: 'account:2' })
  })
  const { client, ticking, asGuest } = setUp(hub)
  await asGuest()
  await client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  await ticking(() => expect(hub.tokens.at(-1)).toBe(token('hers')))
  expect(client.session.get()).toMatchObject({ state: 'open', actor: 'account:2' })
})

test('a session that the hub ends is gone from the device, and the public goes on being served', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('feed.open', () => opened({ snapshot: { a: 1 } }))
  const { client, storage, ticking, asGuest } = setUp(hub)
  const feed = client.feed('availability', { venueId: 'v', date: '2026-12-05' })
  feed.subscribe(() => undefined)
  await asGuest()
  await eventually(() => expect(feed.get().status).toBe('live'))
  const told = vi.fn()
  client.session.subscribe(told)
  hub.send('session.ended', { error: failure('session_ended') })
  await ticking(() => expect(hub.tokens).toEqual([null, token('first'), null]))
  expect(client.session.get()).toMatchObject({ state: 'ended', actor: null, error: { code: 'session_ended' } })
  expect(told).toHaveBeenCalledTimes(1)
  expect(storage.getItem('couvert.session')).toBeNull()
  await eventually(() => expect(feed.get().status).toBe('live'))
})

test('a session that ended is followed by a new one of a guest where one is asked for', async () => {
  await using hub = await startFakeHub()
  hub.refuse(token('old'), 'session_ended')
  hub.on('session.guest', () => session('first', { actor: 'guest:2' }))
  const { client, ticking } = setUp(hub, stored('old', 0))
  await ticking(() => expect(client.session.get()).toMatchObject({ state: 'ended', error: { code: 'session_ended' } }))
  await ticking(() => expect(hub.tokens).toEqual([token('old'), null]))
  expect(await client.session.guest()).toMatchObject({ state: 'open', actor: 'guest:2', error: null })
})

test('leaving forgets the session on this device only', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const { client, storage, ticking, asGuest } = setUp(hub)
  await asGuest()
  client.session.leave()
  expect(client.session.get().state).toBe('none')
  expect(storage.getItem('couvert.session')).toBeNull()
  await ticking(() => expect(hub.tokens).toEqual([null, token('first'), null]))
  expect(hub.heard('session.logout')).toHaveLength(0)
})

test.each([
  ['that it has', ok({})],
  ['that it cannot', fail('busy')],
])('logging out tells the hub, and forgets when it says %s', async (_what, answer) => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.logout', (_message, { socket }) => {
    // The hub cuts every socket of the session, this one too.
    socket.emit('session.ended', { error: failure('session_ended') })
    return answer
  })
  const { client, storage, ticking, asGuest } = setUp(hub)
  await asGuest()
  const seen: string[] = []
  client.session.subscribe(() => seen.push(client.session.get().state))
  expect(await client.session.logout()).toMatchObject({ state: 'none', actor: null, error: null })
  expect(hub.heard('session.logout')).toEqual([{ input: {} }])
  expect(seen).toEqual(['none'])
  expect(storage.getItem('couvert.session')).toBeNull()
  await ticking(() => expect(hub.tokens.at(-1)).toBeNull())
})

test('a client that is closed stays so, whoever leaves', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  const { clock, client, asGuest } = setUp(hub)
  await asGuest()
  client.close()
  client.session.leave()
  clock.advance(1000)
  await setUp(hub).letIn()
  expect(hub.tokens).toEqual([null, token('first'), null])
})

test('logging out without a connection forgets at once', async () => {
  const storage = stored('first', 0)
  const client = createClient({ url: 'http://127.0.0.1:9', storage })
  onTestFinished(client.close)
  expect((await client.session.logout()).state).toBe('none')
  expect(storage.getItem('couvert.session')).toBeNull()
})

test('what proves this device to the next login outlives a logout, and goes with a login only', async () => {
  await using hub = await startFakeHub()
  hub.on('session.login', () => session('first', { actor: 'account:2', knownDevice: 'proof' }))
  hub.on('account.verify', () => session('other', { actor: 'account:3' }))
  hub.on('session.logout', () => ok({}))
  const { client, ticking, letIn } = setUp(hub)
  const entered = { email: 'a@example.com', password: 'long enough' }
  await client.session.open('session.login', entered)
  await letIn()
  await client.session.logout()
  await letIn()
  const again = client.session.open('session.login', entered)
  await ticking(() => expect(hub.heard('session.login')).toHaveLength(2))
  await again
  const verified = client.session.open('account.verify', { attempt: 'a', code: '123456' })
  await ticking(() => expect(hub.heard('account.verify')).toHaveLength(1))
  await verified
  expect(hub.heard('session.login')).toEqual([{ input: entered }, { input: { ...entered, knownDevice: 'proof' } }])
  expect(hub.heard('account.verify')).toEqual([{ input: { attempt: 'a', code: '123456' } }])
})

test('a token from elsewhere is asked for at every connection, and the session of the device is let alone', async () => {
  await using hub = await startFakeHub()
  let asked = 0
  const storage = stored('first', 0)
  const client = createClient({ url: hub.url, storage, token: () => `t${(asked += 1)}` })
  onTestFinished(client.close)
  await eventually(() => expect(hub.tokens).toEqual(['t1']))
  hub.cut()
  await eventually(() => expect(hub.tokens).toEqual(['t1', 't2']))
  expect(client.session.get().state).toBe('none')
  expect(storage.getItem('couvert.session')).toContain(token('first'))
})
