import { expect, onTestFinished, test } from 'vitest'
import type { ClientError } from '../../../client-sdk/src/clientError.ts'
import { type ClientOptions, createClient } from '../../../client-sdk/src/createClient.ts'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { eventually, type FakeHub, fail, ok, startFakeHub } from './fakeHub.ts'

const cancel = { reservationId: 'r' }
const done = ok({ reservationId: 'r', state: 'cancelled', version: 2 })

interface Heard {
  input: unknown
  requestId?: string
}

function clientOf(hub: FakeHub, options: Partial<ClientOptions> = {}) {
  const client = createClient({ url: hub.url, storage: memoryStore(), random: () => 0, ...options })
  onTestFinished(client.close)
  return client
}

const idsAt = (hub: FakeHub) => hub.heard<Heard>('reservation.cancel').map((message) => message.requestId)

function refusal(call: Promise<unknown>): Promise<ClientError> {
  return call.then(
    () => {
      throw new Error('expected the call to be refused')
    },
    (error: ClientError) => error,
  )
}

test('a write carries a request id, a read does not', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', () => done)
  hub.on('venue.list', () => ok({ venues: [], next: null }))
  const client = clientOf(hub)
  await client.call('reservation.cancel', cancel)
  await client.call('venue.list', {})
  expect(hub.heard<Heard>('reservation.cancel')).toEqual([
    { input: cancel, requestId: expect.stringMatching(/^[0-9a-f]{32}$/) },
  ])
  expect(hub.heard<Heard>('venue.list')).toEqual([{ input: {} }])
})

test('a lost answer is asked for again under the same request id', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', (_message, { times }) => (times === 1 ? undefined : done))
  const client = clientOf(hub, { limits: { answerMs: 100 } })
  await expect(client.call('reservation.cancel', cancel)).resolves.toMatchObject({ state: 'cancelled' })
  const ids = idsAt(hub)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('a call whose link was cut goes on over the next connection under the same request id', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', (_message, { times }) => {
    if (times > 1) return done
    hub.cut()
    return undefined
  })
  await expect(clientOf(hub).call('reservation.cancel', cancel)).resolves.toMatchObject({ state: 'cancelled' })
  expect(new Set(idsAt(hub)).size).toBe(1)
})

test.each(['busy', 'outcome_unknown', 'internal', 'rate_limited'] as const)(
  'after %s the same request is sent again',
  async (code) => {
    await using hub = await startFakeHub()
    hub.on('reservation.cancel', (_message, { times }) => (times < 3 ? fail(code, { retryAfterMs: 1 }) : done))
    await clientOf(hub).call('reservation.cancel', cancel)
    expect(idsAt(hub)).toHaveLength(3)
    expect(new Set(idsAt(hub)).size).toBe(1)
  },
)

test('retries end, and the error says what the hub last said', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', () => fail('busy', { retryAfterMs: 1 }))
  const error = await refusal(clientOf(hub, { limits: { tries: 3 } }).call('reservation.cancel', cancel))
  expect(error).toMatchObject({ code: 'busy', retryable: true, settles: false, retryAfterMs: 1 })
  expect(idsAt(hub)).toHaveLength(3)
})

test('a wait the hub asks for that reaches past the end of patience ends the call at once', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', () => fail('busy', { retryAfterMs: 60_000 }))
  const error = await refusal(clientOf(hub).call('reservation.cancel', cancel))
  expect(error.code).toBe('busy')
})

test('a refusal is not sent again, and its reason and issues arrive', async () => {
  await using hub = await startFakeHub()
  const issues = [{ path: 'party', message: 'too small' }]
  hub.on('reservation.cancel', () => fail('slot_unavailable', { reason: 'pacing_covers', issues }))
  const error = await refusal(clientOf(hub).call('reservation.cancel', cancel))
  expect(error).toMatchObject({ name: 'ClientError', code: 'slot_unavailable', reason: 'pacing_covers', issues })
  expect(error.hint).not.toBe('')
  expect(idsAt(hub)).toHaveLength(1)
})

test('after a definite answer the same call is a new request', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', (_message, { times }) => (times === 1 ? fail('not_allowed_now') : done))
  const client = clientOf(hub)
  await refusal(client.call('reservation.cancel', cancel))
  await client.call('reservation.cancel', cancel)
  await client.call('reservation.cancel', cancel)
  expect(new Set(idsAt(hub)).size).toBe(3)
})

test('without a definite answer the same call made again is the same request, also after a reload', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', (_message, { times }) => (times === 1 ? fail('outcome_unknown') : done))
  const storage = memoryStore()
  const before = clientOf(hub, { storage, limits: { tries: 1 } })
  await refusal(before.call('reservation.cancel', cancel))
  before.close()
  await clientOf(hub, { storage }).call('reservation.cancel', cancel)
  expect(idsAt(hub)).toHaveLength(2)
  expect(new Set(idsAt(hub)).size).toBe(1)
})

test('an error that does not settle keeps the request id: an earlier try may have taken effect', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', (_message, { times }) => (times === 1 ? fail('forbidden') : done))
  const client = clientOf(hub)
  await refusal(client.call('reservation.cancel', cancel))
  await client.call('reservation.cancel', cancel)
  expect(new Set(idsAt(hub)).size).toBe(1)
})

test('two equal calls under way at once are two requests', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', () => done)
  const client = clientOf(hub)
  await Promise.all([client.call('reservation.cancel', cancel), client.call('reservation.cancel', cancel)])
  expect(new Set(idsAt(hub)).size).toBe(2)
})

test('calls made while there is no connection wait, in order, and no more of them than the limit', async () => {
  await using hub = await startFakeHub()
  hub.on('reservation.cancel', () => done)
  const client = clientOf(hub, { limits: { waiting: 3 } })
  const waiting = ['a', 'b', 'c'].map((reservationId) => client.call('reservation.cancel', { reservationId }))
  const error = await refusal(client.call('reservation.cancel', { reservationId: 'd' }))
  expect(error).toMatchObject({ code: 'too_many_waiting', retryable: true })
  await Promise.all(waiting)
  const inputs = hub.heard<Heard>('reservation.cancel').map((message) => message.input)
  expect(inputs).toEqual(['a', 'b', 'c'].map((reservationId) => ({ reservationId })))
})

test('without a hub a call ends with no_answer', async () => {
  const client = createClient({ url: 'http://127.0.0.1:9', storage: memoryStore(), limits: { giveUpMs: 50 } })
  onTestFinished(client.close)
  expect(await refusal(client.call('reservation.cancel', cancel))).toMatchObject({ code: 'no_answer', settles: false })
})

test('closing ends what waits', async () => {
  await using hub = await startFakeHub()
  const client = clientOf(hub)
  const call = refusal(client.call('reservation.cancel', cancel))
  await eventually(() => expect(idsAt(hub)).toHaveLength(1))
  client.close()
  expect((await call).code).toBe('closed')
})
