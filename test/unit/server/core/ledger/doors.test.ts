import { expect, test } from 'vitest'
import { createDoors } from '../../../../../server/core/ledger/doors.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

function visits(atOnce: number, more: { waiting?: number; monotonic?: () => number } = {}) {
  const doors = createDoors({ monotonic: () => 0, atOnce, ...more })
  const inside: string[] = []
  const seen: [string, boolean][] = []
  const leave = new Map<string, () => void>()
  const visit = (name: string, key = 'book') =>
    doors.through(key, async (waited) => {
      inside.push(name)
      seen.push([name, waited])
      await new Promise<void>((resolve) => leave.set(name, resolve))
      inside.splice(inside.indexOf(name), 1)
      return name
    })
  return { visit, inside, seen, leave: (name: string) => leave.get(name)?.() }
}

test('so many are inside at once, the others follow in the order they came and know that they waited', async () => {
  const { visit, inside, seen, leave } = visits(2)
  const all = ['a', 'b', 'c', 'd'].map((name) => visit(name))
  await turn()
  expect(inside).toEqual(['a', 'b'])
  leave('b')
  await turn()
  expect(inside).toEqual(['a', 'c'])
  for (const name of ['a', 'c']) leave(name)
  await turn()
  leave('d')
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  expect(seen).toEqual([
    ['a', false],
    ['b', false],
    ['c', true],
    ['d', true],
  ])
})

test('each book has its own door', async () => {
  const { visit, inside } = visits(1)
  void visit('a', 'one')
  void visit('b', 'other')
  await turn()
  expect(inside).toEqual(['a', 'b'])
})

test('whoever fails inside makes room too', async () => {
  const doors = createDoors({ monotonic: () => 0, atOnce: 1 })
  const first = doors.through('book', async () => Promise.reject(new Error('gone')))
  const second = doors.through('book', async () => 'in')
  await expect(first).rejects.toThrow('gone')
  expect(await second).toBe('in')
})

test('past its length, or past its patience, a queue answers busy', async () => {
  let now = 0
  const { visit, leave } = visits(1, { waiting: 1, monotonic: () => now })
  const first = visit('a')
  const second = visit('b')
  await expect(visit('c')).rejects.toMatchObject({ code: 'busy' })
  now = 5_001
  await turn()
  leave('a')
  expect(await first).toBe('a')
  await expect(second).rejects.toMatchObject({ code: 'busy' })
})
