import { setImmediate as turn } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { createClient } from '../../../client-sdk/src/createClient.ts'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { fakeClock } from './fakeClock.ts'
import { type FakeHub, opened, startFakeHub } from './fakeHub.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A device on which what socket.io puts off never happens: whoever comes back came by our own doing. */
async function device(hub: FakeHub) {
  const window = new EventTarget()
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', new EventTarget())
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  hub.on('feed.open', () => opened({ snapshot: {} }))
  const clock = fakeClock()
  const client = createClient({ url: hub.url, storage: memoryStore(), clock, random: () => 0 })
  onTestFinished(client.close)
  const feed = client.feed('availability', { venueId: 'v', date: '2026-12-05' })
  feed.subscribe(() => undefined)
  await until(() => feed.get().status === 'live')
  return { clock, feed, backOnline: () => window.dispatchEvent(new Event('online')) }
}

async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 200_000 && !holds(); turns++) await turn()
  expect(holds()).toBe(true)
}

test('a device that is back on a network connects at once, not when socket.io would', async () => {
  await using hub = await startFakeHub()
  const { clock, feed, backOnline } = await device(hub)
  hub.cut()
  await until(() => feed.get().status !== 'live')
  backOnline()
  clock.advance(0)
  await until(() => hub.tokens.length === 2)
  await until(() => feed.get().status === 'live')
})

test('a device that is back on a network comes no earlier than the node that drains said', async () => {
  await using hub = await startFakeHub()
  const { clock, feed, backOnline } = await device(hub)
  hub.send('server.drain', { retryInMs: 5000 })
  hub.cut()
  await until(() => feed.get().status !== 'live')
  backOnline()
  clock.advance(4999)
  const witness = io(hub.url, { transports: ['websocket'], auth: { token: 'witness' } })
  onTestFinished(() => void witness.close())
  await until(() => hub.tokens.length === 2)
  expect(hub.tokens).toEqual([null, 'witness'])
  clock.advance(1)
  await until(() => hub.tokens.length === 3)
})

test('a device that is connected stays so when it is looked at again', async () => {
  await using hub = await startFakeHub()
  const { clock, feed, backOnline } = await device(hub)
  backOnline()
  clock.advance(1)
  hub.send('feed.patch', { key: 'k', epoch: 'e', from: 'v1', to: 'v2', set: {}, unset: [] })
  await until(() => feed.get().version === 'v2')
  expect(hub.tokens).toHaveLength(1)
})
