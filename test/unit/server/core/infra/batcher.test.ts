import { expect, test } from 'vitest'
import { createBatcher } from '../../../../../server/core/infra/batcher.ts'

const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
const double = async (items: readonly number[]) => items.map((item) => item * 2)

test('who comes in the same turn, or while a run is under way, goes together; each gets its own outcome', async () => {
  const runs: (readonly number[])[] = []
  const run = async (items: readonly number[]) => {
    runs.push(items)
    if (runs.length === 1) later = [3, 4].map((item) => batcher.add(item))
    await yieldTurn()
    return double(items)
  }
  const batcher = createBatcher({ run, yieldTurn })
  let later: Promise<number>[] = []
  expect(await Promise.all([1, 2].map((item) => batcher.add(item)))).toEqual([2, 4])
  expect(await Promise.all(later)).toEqual([6, 8])
  expect(runs).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test('a run has an upper size', async () => {
  const sizes: number[] = []
  const run = (items: readonly number[]) => {
    sizes.push(items.length)
    return double(items)
  }
  const batcher = createBatcher({ run, yieldTurn, batch: 2 })
  await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)))
  expect(sizes).toEqual([2, 2, 1])
})

test('a run that throws, or does not answer each of its items, fails those in it and nobody after', async () => {
  let round = 0
  const run = async (items: readonly number[]) => {
    round += 1
    if (round === 1) throw new Error('gone')
    return round === 2 ? [] : double(items)
  }
  const batcher = createBatcher({ run, yieldTurn })
  expect((await Promise.allSettled([batcher.add(1), batcher.add(2)])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ])
  await expect(batcher.add(3)).rejects.toThrow('each of its items')
  expect(await batcher.add(4)).toBe(8)
})

test('past its length the queue answers busy', async () => {
  const batcher = createBatcher({ run: double, yieldTurn, waiting: 2 })
  const [a, b, c] = [1, 2, 3].map((item) => batcher.add(item))
  await expect(c).rejects.toMatchObject({ code: 'busy' })
  expect(await Promise.all([a, b])).toEqual([2, 4])
})
