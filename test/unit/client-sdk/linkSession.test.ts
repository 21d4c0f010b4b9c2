import { expect, test } from 'vitest'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { eventually, type FakeHub, fail, failure, opened, startFakeHub } from './fakeHub.ts'
import { lifeMs, session, setUp, stored, token } from './sessionKit.ts'

const link = { reservationId: 'r', secret: 's' }

async function byLink(hub: FakeHub, storage = memoryStore()) {
  hub.on('session.link', (_message, { times }) => session(`link${times}`, { link: true }))
  const it = setUp(hub, storage)
  await it.client.session.open('session.link', link)
  await it.letIn()
  expect(hub.tokens.at(-1)).toBe(token('link1'))
  return it
}

test('a session by link is shown as such, and nothing of it is stored', async () => {
  await using hub = await startFakeHub()
  const { client, storage } = await byLink(hub)
  expect(client.session.get()).toMatchObject({ state: 'open', kind: 'link', actor: 'guest:1' })
  expect(storage.getItem('couvert.session')).toBeNull()
})

test('the session of the device waits beside it, and is there again when the link is left', async () => {
  await using hub = await startFakeHub()
  const { client, storage, ticking } = await byLink(hub, stored('first', 0, { actor: 'account:7' }))
  expect(storage.getItem('couvert.session')).toContain(token('first'))
  client.session.leave()
  expect(client.session.get()).toMatchObject({ state: 'open', kind: 'account', actor: 'account:7' })
  await ticking(() => expect(hub.tokens.at(-1)).toBe(token('first')))
})

test('a link to one’s own booking reaches less than oneself, so what one saw as oneself goes', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) => (times === 1 ? opened({ snapshot: { mine: 1 } }) : undefined))
  hub.on('session.link', () => session('link1', { link: true }))
  const { client, letIn } = setUp(hub, stored('first', 0, { actor: 'guest:1' }))
  const mine = client.feed('reservations', {})
  expect(await mine.live()).toEqual({ mine: 1 })
  await client.session.open('session.link', link)
  expect(client.session.get()).toMatchObject({ kind: 'link', actor: 'guest:1' })
  expect(mine.get().content).toBeNull()
  await letIn()
  expect(hub.tokens).toEqual([token('first'), token('link1')])
})

test('it is renewed by opening it again with what it was opened with', async () => {
  await using hub = await startFakeHub()
  const { clock, client, ticking } = await byLink(hub)
  clock.advance(lifeMs / 2)
  await eventually(() => expect(hub.heard('session.link')).toEqual([{ input: link }, { input: link }]))
  expect(client.session.get()).toMatchObject({ state: 'open', kind: 'link' })
  // The token of this socket then runs out.
  hub.send('session.ended', { error: failure('token_expired') })
  await ticking(() => expect(hub.tokens.at(-1)).toBe(token('link2')))
  expect(client.session.get()).toMatchObject({ state: 'open', kind: 'link' })
})

test('after a sleep it is opened again at the door, and comes in by the token it got there', async () => {
  await using hub = await startFakeHub()
  const { client, ticking } = await byLink(hub)
  hub.refuse(token('link1'), 'token_expired')
  hub.cut()
  await ticking(() => expect(hub.tokens.slice(1)).toEqual([token('link1'), token('link1'), null, token('link2')]))
  expect(client.session.get()).toMatchObject({ state: 'open', kind: 'link' })
})

test('a link that is dead meanwhile ends the session, and the stored one stays untouched', async () => {
  await using hub = await startFakeHub()
  const { client, storage, ticking } = await byLink(hub, stored('first', 0, { actor: 'account:7' }))
  hub.on('session.link', () => fail('not_found'))
  hub.send('session.ended', { error: failure('token_expired') })
  await ticking(() => expect(client.session.get()).toMatchObject({ state: 'ended', error: { code: 'not_found' } }))
  expect(storage.getItem('couvert.session')).toContain(token('first'))
})
