import { expect, test } from 'vitest'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { createRequests } from '../../../client-sdk/src/requests.ts'

function setUp(store = memoryStore()) {
  let ids = 0
  const time = { wall: Date.UTC(2026, 11, 5) }
  const requests = createRequests({ store, newId: () => `id-${(ids += 1)}`, wall: () => time.wall })
  return { store, requests, time }
}

const stored = (store: Storage | ReturnType<typeof memoryStore>) => store.getItem('couvert.requests')

test('the id is stored before it is handed out, and the input never is', () => {
  const { store, requests } = setUp()
  const guest = { name: 'Kim Ha-eun', phone: '+821012345678' }
  const { requestId } = requests.begin('reservation.confirm', { guest })
  expect(stored(store)).toContain(requestId)
  expect(stored(store)).not.toContain('Kim')
  expect(stored(store)).not.toContain('8210')
})

test('the order of keys makes no other call', () => {
  const { requests } = setUp()
  const first = requests.begin('op', { a: 1, b: { c: 2, d: 3 } })
  first.leave()
  expect(requests.begin('op', { b: { d: 3, c: 2 }, a: 1 }).requestId).toBe(first.requestId)
})

test('another name, another value and another order in a list are other calls', () => {
  const { requests } = setUp()
  const calls: [string, unknown][] = [
    ['op', { a: [1, 2] }],
    ['op2', { a: [1, 2] }],
    ['op', { a: [2, 1] }],
    ['op', { a: '1,2' }],
  ]
  const ids = calls.map(([name, input]) => {
    const request = requests.begin(name, input)
    request.leave()
    return request.requestId
  })
  expect(new Set(ids).size).toBe(4)
})

test('what is settled is forgotten', () => {
  const { store, requests } = setUp()
  requests.begin('op', {}).settle()
  expect(stored(store)).toBeNull()
})

test('fifty are kept at most, the newest', () => {
  const { store, requests } = setUp()
  for (let n = 0; n < 60; n++) requests.begin('op', { n }).leave()
  const entries = JSON.parse(stored(store) ?? '[]') as { requestId: string }[]
  expect(entries.map((entry) => entry.requestId)).toEqual(Array.from({ length: 50 }, (_, n) => `id-${n + 11}`))
})

test('an id older than the hub remembers is not used again', () => {
  const { requests, time } = setUp()
  const first = requests.begin('op', {})
  first.leave()
  time.wall += 24 * 3_600_000
  expect(requests.begin('op', {}).requestId).not.toBe(first.requestId)
})

test.each(['{', '7', '[{"call":1}]', 'null'])('foreign text in its place (%s) counts as nothing', (text) => {
  const store = memoryStore()
  store.setItem('couvert.requests', text)
  expect(setUp(store).requests.begin('op', {}).requestId).toBe('id-1')
})
