import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedNames, feeds } from '../../shared/contract/feeds.ts'
import { operationNames, operations } from '../../shared/contract/index.ts'
import { feedSamples, paperWorld, sampleOf } from '../contract/samples.ts'
import { startHub, type TestHub } from '../support/hub.ts'

/** Own fields of these names, as JSON from the wire makes them; each would be seen on `{}` if anything merged it. */
const poisons = [
  '"__proto__":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"__proto__":{"__proto__":{"polluted":true}}',
  '"__proto__.polluted":true',
  '"constructor.prototype.polluted":true',
  '"prototype":{"polluted":true}',
  '"toString":{"polluted":true}',
]

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]
const fieldsOfAll = () => prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String))
const untouched = fieldsOfAll()

// In this process, so that what it does to the prototypes of the process is seen here.
let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ worker: false })
})
afterAll(() => hub[Symbol.asyncDispose]())

function expectUntouched(): void {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(([] as { polluted?: unknown }).polluted).toBeUndefined()
  expect(fieldsOfAll()).toEqual(untouched)
}

/** The same JSON with a poison at the beginning of each object in it, one at a time; a brace in a text begins none. */
function poisoned(json: string, poison: string): readonly string[] {
  const begins = [...json.matchAll(/\{(?=["}])/g)].map(({ index }) => index)
  return begins.map((at) => {
    const next = json[at + 1] === '}' ? '' : ','
    return `${json.slice(0, at + 1)}${poison}${next}${json.slice(at + 1)}`
  })
}

test('S14: control: what merges the same texts carelessly is found to have touched them', () => {
  const merge = (into: Record<string, unknown>, from: object): void => {
    for (const [key, value] of Object.entries(from)) {
      const inner = into[key]
      // The prototype of all has none, and takes none.
      if (inner === null) continue
      if (typeof value === 'object' && value !== null && (typeof inner === 'object' || typeof inner === 'function')) {
        merge(inner as Record<string, unknown>, value as object)
      } else into[key] = value
    }
  }
  const caught = poisons.filter((poison) => {
    merge({}, JSON.parse(`{${poison}}`) as object)
    const isTouched = 'polluted' in {}
    delete (Object.prototype as { polluted?: unknown }).polluted
    delete (Object.prototype.toString as { polluted?: unknown }).polluted
    return isTouched
  })
  expect(caught.length).toBeGreaterThanOrEqual(2)
  expectUntouched()
})

test('S14: over HTTP no body, query, path or header leaves anything on a prototype', { timeout: 120_000 }, async () => {
  const token = hub.tokenFor('manager', paperWorld.venueId)
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': '__proto__.polluted',
    authorization: `Bearer ${token}`,
  }
  const statuses = new Set<number>()
  for (const name of operationNames) {
    const { method, path } = operations[name].http
    const place = `${hub.url(0)}/v1${path.replaceAll(/:\w+/g, '__proto__')}`
    const bodied = method === 'post' || method === 'put'
    const bodies = bodied
      ? poisons.flatMap((poison) => poisoned(JSON.stringify(sampleOf(name, paperWorld)), poison))
      : []
    const queries = ['__proto__[polluted]=1', '__proto__.polluted=1', 'constructor[prototype][polluted]=1']
    const init = { method: method.toUpperCase(), headers, ...(bodied && { body: '{}' }) }
    const answers = await Promise.all([
      ...bodies.map((body) => fetch(place, { ...init, body })),
      ...queries.map((query) => fetch(`${place}?${query}`, init)),
    ])
    for (const { status } of answers) statuses.add(status)
  }
  expect([...statuses]).toEqual(expect.arrayContaining([400]))
  expect([...statuses].filter((status) => status >= 500)).toEqual([])
  expectUntouched()
})

test('S14: over a socket no event, envelope, input or handshake does', { timeout: 120_000 }, async () => {
  const codes = new Set<string>()
  for (const poison of poisons) {
    const told = JSON.parse(`{${poison}}`) as object
    const auth = Object.defineProperty({ ...told }, 'token', { value: hub.tokenFor('guest'), enumerable: true })
    const socket = io(hub.url(0), { transports: ['websocket'], forceNew: true, reconnection: false, auth })
    const ask = async (event: string, payload: unknown) => {
      const answer = await socket.emitWithAck(event, payload)
      if (answer.ok === false) codes.add(String(answer.error.code))
    }
    for (const name of operationNames) {
      for (const input of poisoned(JSON.stringify(sampleOf(name, paperWorld)), poison)) {
        await ask(name, { input: JSON.parse(input) as unknown, requestId: 'a-request-of-the-test' })
      }
      await ask(name, told)
    }
    for (const name of feedNames) {
      const params = poisoned(JSON.stringify(feedSamples[name](paperWorld)), poison).map(
        (text) => JSON.parse(text) as unknown,
      )
      for (const it of params) await ask('feed.open', { feed: name, params: it })
      expect(feeds[name].params.safeParse(told).success).toBe(false)
    }
    await ask('__proto__', told)
    socket.disconnect()
  }
  expect([...codes]).toEqual(expect.arrayContaining(['invalid_input', 'unknown_operation']))
  expect([...codes]).not.toContain('internal')
  expectUntouched()
})
