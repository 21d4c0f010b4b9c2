import { expect, onTestFinished, test } from 'vitest'
import { type FakeClock, fakeClock } from './fakeClock.ts'
import { eventually, type FakeHub, fail, failure, ok, startFakeHub } from './fakeHub.ts'
import { lifeMs, session, setUp, sharedStorage, stored, token } from './sessionKit.ts'

/** Two tabs of one device, with the session `first` between them: timers of their own, but one clock on the wall. */
async function twoTabs(hub: FakeHub, { deaf = false } = {}) {
  const clocks: FakeClock[] = []
  const storage = sharedStorage()
  storage.tab().setItem('couvert.session', stored('first', 0).getItem('couvert.session') ?? '')
  const [one, other] = [tab(), tab()]
  await Promise.all([one.letIn(), other.letIn()])
  expect(hub.tokens).toEqual([token('first'), token('first')])
  for (const { clock } of [one, other]) clock.advance(10_000)
  const has = (name: string) => expect(storage.getItem('couvert.session')).toContain(token(name))
  return { storage, one, other, has }

  function tab() {
    const clock = fakeClock()
    clocks.push(clock)
    return setUp(hub, storage.tab({ deaf }), { ...clock, wall: () => Math.max(...clocks.map((it) => it.wall())) })
  }
}

const presented = (hub: FakeHub) =>
  hub.heard<{ input: { refreshToken: string } }>('session.renew').map((message) => message.input.refreshToken)

test('what one tab renewed is taken up by the other, which renews nothing itself', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const { one, other, has } = await twoTabs(hub)
  one.clock.advance(lifeMs / 2)
  await eventually(() => has('second'))
  // Past the half-life of the first token, not past that of the second.
  other.clock.advance(lifeMs / 2 - 5000)
  // What it would have presented has then arrived as well.
  await other.letIn()
  hub.cut()
  await other.ticking(() => expect(hub.tokens.slice(2)).toContain(token('second')))
  expect(presented(hub)).toEqual(['r-first'])
})

test('a tab that was not told looks before it renews', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const { one, other, has } = await twoTabs(hub, { deaf: true })
  one.clock.advance(lifeMs / 2)
  await eventually(() => has('second'))
  // Past the half-life of the first token, not past that of the second.
  other.clock.advance(lifeMs / 2 - 5000)
  // What it would have presented has then arrived as well.
  await other.letIn()
  hub.cut()
  await other.ticking(() => expect(hub.tokens.slice(2)).toContain(token('second')))
  expect(presented(hub)).toEqual(['r-first'])
})

test('a tab that renews at the door, and has to wait, looks again before it presents its token once more', async () => {
  await using hub = await startFakeHub()
  hub.refuse(token('first'), 'token_expired')
  hub.on('session.renew', () => fail('busy'))
  const storage = sharedStorage()
  const text = (name: string) => stored(name, 0).getItem('couvert.session') ?? ''
  storage.tab().setItem('couvert.session', text('first'))
  const { clock, ticking } = setUp(hub, storage.tab({ deaf: true }))
  await ticking(() => expect(presented(hub)).toEqual(['r-first']))
  storage.tab().setItem('couvert.session', text('second'))
  await eventually(() => {
    clock.advance(500)
    expect(hub.tokens).toEqual([token('first'), null, token('second')])
  })
  expect(presented(hub)).toEqual(['r-first'])
})

test('two tabs that renew at once present the same token, and go on where they are', async () => {
  await using hub = await startFakeHub()
  let bothAsked: () => void = () => undefined
  const both = new Promise<void>((resolve) => (bothAsked = resolve))
  hub.on('session.renew', async (_message, { times }) => {
    if (times === 2) bothAsked()
    await both
    return session('second')
  })
  const { one, other, has } = await twoTabs(hub)
  one.clock.advance(lifeMs / 2)
  other.clock.advance(lifeMs / 2)
  await eventually(() => has('second'))
  expect(presented(hub)).toEqual(['r-first', 'r-first'])
  for (const { client, clock } of [one, other]) {
    clock.advance(1000)
    expect(client.session.get()).toMatchObject({ state: 'open', actor: 'guest:1' })
  }
  expect(hub.tokens).toHaveLength(2)
})

test('a tab whose socket runs out comes again with what another tab has renewed', async () => {
  await using hub = await startFakeHub()
  hub.on('session.renew', () => session('second'))
  const { one, other, has } = await twoTabs(hub)
  one.clock.advance(lifeMs / 2)
  await eventually(() => has('second'))
  hub.send('session.ended', { error: failure('token_expired') })
  await eventually(() => {
    one.clock.advance(1)
    other.clock.advance(1)
    expect(hub.tokens).toHaveLength(4)
  })
  // The tab that renewed is told that its token ran out as well: it renews once more.
  expect(hub.tokens.slice(2)).toContain(token('second'))
  expect(other.client.session.get().state).toBe('open')
})

test('who logs in, in one tab, is who speaks in the other, and sees nothing of the last person', async () => {
  await using hub = await startFakeHub()
  hub.on('session.login', () => session('hers', { actor: 'account:2' }))
  const { one, other } = await twoTabs(hub)
  await one.client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  expect(other.client.session.get()).toMatchObject({ state: 'open', actor: 'account:2', kind: 'account' })
  await other.ticking(() => expect(hub.tokens.at(-1)).toBe(token('hers')))
})

test('who logs out, in one tab, is gone from the other', async () => {
  await using hub = await startFakeHub()
  hub.on('session.logout', () => ok({}))
  const { one, other } = await twoTabs(hub)
  await one.client.session.logout()
  expect(other.client.session.get()).toMatchObject({ state: 'none', actor: null })
  await other.ticking(() => expect(hub.tokens.at(-1)).toBeNull())
})

test('who logs in, in one tab, stays, though the other logs the last person out meanwhile', async () => {
  await using hub = await startFakeHub()
  let answer: () => void = () => undefined
  hub.on('session.logout', () => new Promise((resolve) => (answer = () => resolve(ok({})))))
  hub.on('session.login', () => session('hers', { actor: 'account:2' }))
  const { one, other, has } = await twoTabs(hub, { deaf: true })
  const logout = other.client.session.logout()
  await eventually(() => expect(hub.heard('session.logout')).toHaveLength(1))
  await one.client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  answer()
  expect(await logout).toMatchObject({ state: 'open', actor: 'account:2' })
  has('hers')
})

test('an ending that one tab is told late does not take away what another has opened since', async () => {
  await using hub = await startFakeHub()
  hub.on('session.login', () => session('hers', { actor: 'account:2' }))
  const { one, other, has } = await twoTabs(hub, { deaf: true })
  await one.client.session.open('session.login', { email: 'a@example.com', password: 'long enough' })
  hub.send('session.ended', { error: failure('session_ended') })
  await eventually(() => expect(other.client.session.get().actor).toBe('account:2'))
  has('hers')
})

test('two tabs that open a guest at once are one guest in the end', async () => {
  await using hub = await startFakeHub()
  hub.on('session.guest', (_message, { times }) => session(`n${times}`, { actor: `guest:${times}` }))
  const storage = sharedStorage()
  const [one, other] = [setUp(hub, storage.tab({ deaf: true })), setUp(hub, storage.tab({ deaf: true }))]
  const [a, b] = await Promise.all([one.client.session.guest(), other.client.session.guest()])
  expect(hub.heard('session.guest')).toHaveLength(2)
  expect(a.actor).toBe(b.actor)
})

test('a tab that was closed takes nothing up', async () => {
  await using hub = await startFakeHub()
  const { one, storage } = await twoTabs(hub)
  one.client.close()
  storage.tab().removeItem('couvert.session')
  expect(one.client.session.get().state).toBe('open')
  onTestFinished(one.client.close)
})
