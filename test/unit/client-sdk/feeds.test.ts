import { io } from 'socket.io-client'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createClient } from '../../../client-sdk/src/createClient.ts'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import type { OpenRequest } from '../../../shared/contract/wire.ts'
import { fakeClock } from './fakeClock.ts'
import { eventually, type FakeHub, fail, opened, startFakeHub } from './fakeHub.ts'

const params = { venueId: 'v', date: '2026-12-05' }
const at = { key: 'k', epoch: 'e' }
const one = { codes: 'oo' }
const two = { codes: 'ox' }

const opens = (hub: FakeHub) => hub.heard<OpenRequest>('feed.open')

/** A client with a clock of its own. */
function unfollowed(hub: FakeHub) {
  const clock = fakeClock()
  const client = createClient({ url: hub.url, storage: memoryStore(), clock, random: () => 0 })
  onTestFinished(client.close)
  return { clock, client }
}

/** One that follows one feed. */
function follow(hub: FakeHub) {
  const { clock, client } = unfollowed(hub)
  const feed = client.feed('availability', params)
  const seen = vi.fn()
  feed.subscribe(seen)
  const until = (shows: object) => eventually(() => expect(feed.get()).toMatchObject(shows))
  return { clock, client, feed, seen, until }
}

test('a feed is catching up until the hub has answered, then live', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one } }))
  const { feed, until } = follow(hub)
  expect(feed.get()).toMatchObject({ status: 'catching-up', content: null })
  await until({ status: 'live', content: { a: one }, version: 'v1' })
  expect(opens(hub)).toEqual([{ feed: 'availability', params }])
})

test('patches that follow on each other are applied in order', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one, b: one } }))
  const { until } = follow(hub)
  await until({ status: 'live' })
  hub.send('feed.patch', { ...at, from: 'v1', to: 'v2', set: { a: two, c: one }, unset: [] })
  hub.send('feed.patch', { ...at, from: 'v2', to: 'v3', set: { a: one }, unset: ['b'] })
  await until({ version: 'v3', content: { a: one, c: one }, status: 'live' })
  expect(opens(hub)).toHaveLength(1)
})

test('a patch that is already had changes nothing', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: two }, version: 'v2' }))
  const { feed, until } = follow(hub)
  await until({ status: 'live' })
  hub.send('feed.patch', { ...at, from: 'v1', to: 'v2', set: { a: one }, unset: [] })
  hub.send('feed.patch', { ...at, from: 'v2', to: 'v3', set: { b: one }, unset: [] })
  await until({ version: 'v3' })
  expect(feed.get().content).toEqual({ a: two, b: one })
  expect(opens(hub)).toHaveLength(1)
})

test('after a gap the feed is opened again from what is had, and never shows what does not follow', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) =>
    times === 1
      ? opened({ snapshot: { a: one } })
      : opened({
          version: 'v3',
          patches: [
            { from: 'v1', to: 'v2', set: { a: two }, unset: [] },
            { from: 'v2', to: 'v3', set: { b: two }, unset: [] },
          ],
        }),
  )
  const { feed, seen, until } = follow(hub)
  const shown: unknown[] = []
  seen.mockImplementation(() => shown.push(feed.get().content))
  await until({ status: 'live' })
  hub.send('feed.patch', { ...at, from: 'v2', to: 'v3', set: { b: two }, unset: [] })
  await until({ status: 'live', version: 'v3', content: { a: two, b: two } })
  expect(shown).not.toContainEqual({ a: one, b: two })
  expect(opens(hub)[1]?.since).toEqual({ epoch: 'e', version: 'v1' })
})

test('patches heard before the answer are part of it', async () => {
  await using hub = await startFakeHub()
  const early = { ...at, from: 'v1', to: 'v2', set: { b: one }, unset: [] }
  hub.on('feed.open', (_message, { times, socket }) => {
    if (times === 1) return opened({ snapshot: { a: one } })
    socket.emit('feed.patch', early)
    return opened({ version: 'v2', patches: [early] })
  })
  const { until } = follow(hub)
  await until({ status: 'live' })
  hub.send('feed.resync', { key: 'k' })
  await until({ status: 'live', version: 'v2', content: { a: one, b: one } })
  expect(opens(hub)).toHaveLength(2)
})

test('patches of another epoch lead to a new opening', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) =>
    times === 1 ? opened({ snapshot: { a: one } }) : opened({ epoch: 'e2', snapshot: { z: one } }),
  )
  const { until } = follow(hub)
  await until({ status: 'live' })
  hub.send('feed.patch', { key: 'k', epoch: 'e2', from: 'v1', to: 'v2', set: {}, unset: [] })
  await until({ status: 'live', content: { z: one } })
})

test('when the patches of an answer do not fit, everything is asked for', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (message: OpenRequest, { times }) => {
    if (times === 1) return opened({ snapshot: { a: one } })
    if (message.since === undefined) return opened({ version: 'v9', snapshot: { z: one } })
    return opened({ version: 'v9', patches: [{ from: 'v7', to: 'v9', set: {}, unset: [] }] })
  })
  const { clock, until } = follow(hub)
  await until({ status: 'live' })
  hub.send('feed.resync', { key: 'k' })
  await eventually(() => expect(opens(hub)).toHaveLength(2))
  await eventually(() => {
    clock.advance(500)
    expect(opens(hub)).toHaveLength(3)
  })
  await until({ version: 'v9', content: { z: one } })
})

test('fifteen seconds without a beacon end "live"; one proof more brings it back', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) => (times === 1 ? opened({ snapshot: { a: one } }) : undefined))
  const { clock, feed, until } = follow(hub)
  await until({ status: 'live' })
  clock.advance(14_999)
  expect(feed.get().status).toBe('live')
  clock.advance(1)
  expect(feed.get()).toMatchObject({ status: 'catching-up', content: { a: one } })
})

test('a feed that asked in vain is stale', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) => (times === 1 ? opened({ snapshot: { a: one } }) : fail('busy')))
  const { clock, until } = follow(hub)
  await until({ status: 'live' })
  clock.advance(15_000)
  await until({ status: 'stale', content: { a: one } })
})

test('an answer that rests on an old proof is shown, but not as live', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one }, age: 20_000 }))
  const { until } = follow(hub)
  await until({ status: 'stale', content: { a: one } })
})

test('a beacon proves the version; its own age counts', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) => (times === 1 ? opened({ snapshot: { a: one } }) : fail('busy')))
  const { clock, feed, until } = follow(hub)
  await until({ status: 'live' })
  const openedAt = feed.get().provenAt ?? 0
  clock.advance(10_000)
  hub.send('feed.beacon', { ...at, version: 'v1', age: 4000 })
  await until({ provenAt: openedAt + 6000 })
  clock.advance(10_999)
  expect(feed.get().status).toBe('live')
  clock.advance(1)
  expect(feed.get().status).not.toBe('live')
})

test('a beacon of another version means that something was missed', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) =>
    times === 1
      ? opened({ snapshot: { a: one } })
      : opened({ version: 'v2', patches: [{ from: 'v1', to: 'v2', set: { a: two }, unset: [] }] }),
  )
  const { until } = follow(hub)
  await until({ status: 'live' })
  hub.send('feed.beacon', { ...at, version: 'v2', age: 0 })
  await until({ status: 'live', version: 'v2', content: { a: two } })
})

test('after a cut link the feed goes on from what it has', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) =>
    times === 1 ? opened({ snapshot: { a: one } }) : opened({ key: 'other', patches: [] }),
  )
  const { until } = follow(hub)
  await until({ status: 'live' })
  hub.cut()
  await until({ status: 'catching-up', content: { a: one } })
  await until({ status: 'live', content: { a: one } })
  expect(opens(hub)[1]?.since).toEqual({ epoch: 'e', version: 'v1' })
  hub.send('feed.patch', { ...at, key: 'other', from: 'v1', to: 'v2', set: { b: one }, unset: [] })
  await until({ version: 'v2' })
})

test('a draining node is left for as long as it said', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one } }))
  const { clock, feed, until } = follow(hub)
  await until({ status: 'live' })
  // Comes back after 1.6 s; socket.io left to itself would within 1.5 s.
  const witness = io(hub.url, { transports: ['websocket'], reconnectionDelay: 1600, randomizationFactor: 0 })
  onTestFinished(() => void witness.close())
  const back = vi.fn()
  witness.on('connect', back)
  await eventually(() => expect(back).toHaveBeenCalledTimes(1))
  hub.send('server.drain', { retryInMs: 2000 })
  await eventually(() => {
    hub.cut()
    expect(feed.get().status).toBe('catching-up')
  })
  clock.advance(1999)
  await eventually(() => expect(back).toHaveBeenCalledTimes(2))
  expect(hub.tokens).toHaveLength(3)
  expect(opens(hub)).toHaveLength(1)
  clock.advance(1)
  await eventually(() => expect(opens(hub)).toHaveLength(2))
  await until({ status: 'live' })
})

test('a client that was disconnected on purpose comes back by itself', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one } }))
  const { clock, until } = follow(hub)
  await until({ status: 'live' })
  hub.kick()
  await until({ status: 'catching-up' })
  clock.advance(30_000)
  await until({ status: 'live' })
  expect(hub.tokens).toHaveLength(2)
})

test('a feed that may not be seen says so, and is not asked for again', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => fail('not_found'))
  const { clock, feed, until } = follow(hub)
  await eventually(() => expect(feed.get().error?.code).toBe('not_found'))
  clock.advance(60_000)
  await until({ status: 'stale', content: null })
  expect(opens(hub)).toHaveLength(1)
})

test('a busy hub is asked again, after as long as it said', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) =>
    times === 1 ? fail('busy', { retryAfterMs: 3000 }) : opened({ snapshot: { a: one } }),
  )
  const { clock, until } = follow(hub)
  await eventually(() => expect(opens(hub)).toHaveLength(1))
  await eventually(() => {
    clock.advance(1000)
    expect(opens(hub)).toHaveLength(2)
  })
  expect(clock.now()).toBeGreaterThanOrEqual(3000)
  await until({ status: 'live' })
})

test('many followers of one feed share one, and the last to leave closes it', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one } }))
  const { client, clock, feed, until } = follow(hub)
  const same = client.feed('availability', { date: params.date, venueId: params.venueId })
  const seen = vi.fn()
  same.subscribe(seen)
  await until({ status: 'live' })
  expect(same.get()).toBe(feed.get())
  expect(opens(hub)).toHaveLength(1)
  feed.close()
  clock.advance(5000)
  hub.send('feed.patch', { ...at, from: 'v1', to: 'v2', set: {}, unset: [] })
  await eventually(() => expect(same.get().version).toBe('v2'))
  same.close()
  clock.advance(2000)
  await eventually(() => expect(hub.heard('feed.close')).toEqual([{ key: 'k' }]))
})

test('leaving and coming back at once opens nothing anew', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one } }))
  const { clock, feed, until } = follow(hub)
  await until({ status: 'live' })
  feed.close()
  feed.subscribe(() => undefined)
  clock.advance(5000)
  expect(feed.get()).toMatchObject({ status: 'live' })
  expect(hub.heard('feed.close')).toEqual([])
  expect(opens(hub)).toHaveLength(1)
})

test('a snapshot is the same object until something changes', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => opened({ snapshot: { a: one } }))
  const { clock, feed, seen, until } = follow(hub)
  await until({ status: 'live' })
  const before = feed.get()
  seen.mockClear()
  clock.advance(5000)
  expect(feed.get()).toBe(before)
  expect(seen).not.toHaveBeenCalled()
})

test('a script gets the content once it is live, and follows no longer', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', (_message, { times }) => (times === 1 ? fail('busy') : opened({ snapshot: { a: one } })))
  const { clock, client } = unfollowed(hub)
  const content = client.feed('availability', params).live()
  await eventually(() => {
    clock.advance(100)
    expect(opens(hub)).toHaveLength(2)
  })
  expect(await content).toEqual({ a: one })
  await eventually(() => {
    clock.advance(100)
    expect(hub.heard('feed.close')).toEqual([{ key: 'k' }])
  })
})

test('a script that waits for a feed it may not follow is told why', async () => {
  await using hub = await startFakeHub()
  hub.on('feed.open', () => fail('forbidden'))
  await expect(unfollowed(hub).client.feed('reservations', {}).live()).rejects.toMatchObject({ code: 'forbidden' })
})

test('a script that waits for a feed of a client that is closed is told so', async () => {
  await using hub = await startFakeHub()
  const { client } = unfollowed(hub)
  const content = client.feed('availability', params).live()
  client.close()
  await expect(content).rejects.toMatchObject({ code: 'closed' })
})
