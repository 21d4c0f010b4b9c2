import { expect, test } from 'vitest'
import type { OpenedSession } from '../../../client-sdk/src/generated/types.ts'
import { createHubClock } from '../../../client-sdk/src/hubClock.ts'
import { createIdentity } from '../../../client-sdk/src/identity.ts'
import { memoryStore, type Store } from '../../../client-sdk/src/ports.ts'
import { createSessionStore } from '../../../client-sdk/src/sessionStore.ts'
import { fakeClock } from './fakeClock.ts'
import { eventually, fail, failure, ok, opened, startFakeHub } from './fakeHub.ts'
import { lifeMs, session, setUp, stored, token } from './sessionKit.ts'

const dayMs = 86_400_000
const available = { venueId: 'v', date: '2026-12-05' }
const has = (storage: Store, name: string) => expect(storage.getItem('couvert.session')).toContain(token(name))
const answerOf = (...wanted: Parameters<typeof session>) => session(...wanted).data as OpenedSession

function identityOf(storage: Store) {
  const clock = fakeClock()
  const store = createSessionStore(storage)
  return { storage, identity: createIdentity({ store, clock, hubClock: createHubClock(clock), random: () => 0 }) }
}

const renewals = (...names: string[]) => names.map((name) => ({ input: { refreshToken: `r-${name}` } }))

test('a session is renewed at half of its life, on the live socket, whatever the clock of the device says', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', () => session('first'))
  hub.on('session.renew', () => session('second'))
  const { clock, storage, asGuest } = setUp(hub)
  await asGuest()
  clock.advance(lifeMs / 2 - 5000)
  expect(hub.heard('session.renew')).toHaveLength(0)
  clock.advance(5000)
  await eventually(() => has(storage, 'second'))
  expect(hub.heard('session.renew')).toEqual(renewals('first'))
  expect(hub.tokens).toHaveLength(2)
})

test('each renewal presents the newest token, at half of its own life', async () => {
  await using hub = await startFakeHub()
  const names = ['second', 'third', 'fourth']
  hub.on('session.renew', (_message, { times }) => session(names[times - 1] ?? ''))
  const { clock, storage, letIn } = setUp(hub, stored('first', 0))
  await letIn()
  for (const name of names) {
    clock.advance(lifeMs / 2)
    await eventually(() => has(storage, name))
  }
  expect(hub.heard('session.renew')).toEqual(renewals('first', 'second', 'third'))
})

test('a stored session is renewed when it is due, not because of the reload', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const { clock, storage, letIn } = setUp(hub, stored('first', 60_000))
  await letIn()
  clock.advance(lifeMs / 2 - 65_000)
  expect(hub.heard('session.renew')).toHaveLength(0)
  clock.advance(5000)
  await eventually(() => has(storage, 'second'))
})

test.each([
  ['older than half of its life', lifeMs],
  ['of an age that nobody knows, since the clock was set back', -dayMs],
])('a stored session %s is renewed at once', async (_what, agoMs) => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const { storage, ticking } = setUp(hub, stored('first', agoMs))
  await ticking(() => has(storage, 'second'))
})

test.each([
  ['is lost', undefined],
  ['is that it cannot now', fail('busy')],
  ['makes no sense', fail('invalid_input')],
])('a renewal whose answer %s presents the same token again', async (_what, answer) => {
  await using hub = await startFakeHub()
  hub.on('session.renew', (_message, { times, socket }) => {
    if (times < 3 && answer === undefined) socket.conn.close()
    return times < 3 ? answer : session('second')
  })
  const { clock, storage } = setUp(hub, stored('first', lifeMs))
  await eventually(() => {
    clock.advance(1000)
    has(storage, 'second')
  })
  expect(hub.heard('session.renew')).toEqual(renewals('first', 'first', 'first'))
})

test.each(['token_expired', 'unauthenticated'] as const)(
  'after a sleep of a day the token is refused with %s: in without it, renewed, and only then calls and feeds go out',
  async (code) => {
    await using hub = await startFakeHub()
    hub.refuse(token('first'), code)
    const order: string[] = []
    hub.on('session.renew', () => {
      order.push('renew')
      return session('second')
    })
    hub.on('feed.open', () => {
      order.push('feed')
      return opened({ snapshot: { mine: 1 } })
    })
    hub.on('venue.list', () => {
      order.push('call')
      return ok({ venues: [], next: null })
    })
    const { client, storage, ticking } = setUp(hub, stored('first', dayMs))
    const feed = client.feed('reservations', {})
    feed.subscribe(() => undefined)
    const call = client.call('venue.list', {})
    await ticking(() => expect(feed.get().status).toBe('live'))
    await call
    expect(order[0]).toBe('renew')
    expect(order.toSorted()).toEqual(['call', 'feed', 'renew'])
    expect(hub.tokens).toEqual([token('first'), null])
    expect(client.session.get()).toMatchObject({ state: 'open', actor: 'guest:1' })
    has(storage, 'second')
  },
)

test('a token that runs out on the live socket is renewed on the next, and what the feed showed stays', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  hub.on('feed.open', (_message, { times }) =>
    times === 1 ? opened({ snapshot: { mine: 1 } }) : opened({ version: 'v1', patches: [] }),
  )
  const { client, ticking } = setUp(hub, stored('first', 0))
  const feed = client.feed('reservations', {})
  const shown = new Set<unknown>()
  feed.subscribe(() => shown.add(feed.get().content))
  await eventually(() => expect(feed.get().status).toBe('live'))
  shown.clear()
  hub.send('session.ended', { error: failure('token_expired') })
  hub.kick()
  await ticking(() => expect(hub.heard('feed.open')).toHaveLength(2))
  await eventually(() => expect(feed.get().status).toBe('live'))
  expect(hub.tokens).toEqual([token('first'), null])
  expect([...shown]).toEqual([{ mine: 1 }])
  expect(client.session.get().state).toBe('open')
})

test('a renewal at the door that fails for now is tried again on that connection, and calls wait', async () => {
  await using hub = await startFakeHub()
  hub.refuse(token('first'), 'token_expired')
  hub.on('session.renew', (_message, { times }) =>
    times < 3 ? fail('rate_limited', { retryAfterMs: 3000 }) : session('second'),
  )
  hub.on('venue.list', () => ok({ venues: [], next: null }))
  const { clock, client, storage, ticking } = setUp(hub, stored('first', dayMs))
  const call = client.call('venue.list', {})
  await ticking(() => expect(hub.heard('session.renew')).toHaveLength(1))
  // Another device comes in, once before and once after: time for whatever is on its way.
  await setUp(hub).letIn()
  clock.advance(2900)
  await setUp(hub).letIn()
  expect(hub.heard('session.renew')).toHaveLength(1)
  await eventually(() => {
    clock.advance(500)
    has(storage, 'second')
  })
  await call
  expect(hub.tokens).toEqual([token('first'), null, null, null])
})

test.each(['session_ended', 'unauthenticated'] as const)(
  'a renewal that is refused with %s ends the session, and the public goes on being served',
  async (code) => {
    await using hub = await startFakeHub()
    hub.refuse(token('first'), 'token_expired')
    hub.on('session.renew', () => fail(code))
    hub.on('feed.open', () => opened({ snapshot: { a: 1 } }))
    const { client, storage, ticking } = setUp(hub, stored('first', dayMs))
    const feed = client.feed('availability', available)
    feed.subscribe(() => undefined)
    await ticking(() => expect(client.session.get()).toMatchObject({ state: 'ended', error: { code } }))
    expect(storage.getItem('couvert.session')).toBeNull()
    await ticking(() => expect(feed.get().status).toBe('live'))
    expect(hub.tokens).toEqual([token('first'), null])
  },
)

test('a renewal whose answer comes after another person logged in changes nothing', async () => {
  const { identity, storage } = identityOf(stored('first', 0))
  const renewing = identity.renew(async () => {
    identity.take(answerOf('hers', { actor: 'account:2' }))
    return session('second') as never
  }, 0)
  expect(await renewing).toBe(0)
  expect(identity.held()?.actor).toBe('account:2')
  has(storage, 'hers')
})

test('a renewal that is refused after another tab logged in takes nothing away', async () => {
  const { identity, storage } = identityOf(stored('first', 0))
  const renewing = identity.renew(async () => {
    storage.setItem('couvert.session', stored('hers', 0, { actor: 'account:2' }).getItem('couvert.session') ?? '')
    return fail('session_ended') as never
  }, 0)
  await renewing
  expect(identity.held()?.actor).toBe('account:2')
  has(storage, 'hers')
})

test('a closed client renews nothing', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const { clock, client, letIn } = setUp(hub, stored('first', 0))
  await letIn()
  client.close()
  clock.advance(lifeMs)
  await setUp(hub, memoryStore()).letIn()
  expect(hub.heard('session.renew')).toHaveLength(0)
})
