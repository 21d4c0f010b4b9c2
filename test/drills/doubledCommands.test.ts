import { expect, test } from 'vitest'
import { comeDoubled } from './doubled.ts'
import { startDrill } from './drill.ts'

test('D31: each command sent one to four times to two nodes at once takes effect once, and its answers are equal', {
  timeout: 120_000,
}, async () => {
  await using drill = await startDrill({ nodes: 2, members: 1, worker: true })
  let confirmed = 0
  let next = 0
  const comeOneByOne = async (): Promise<void> => {
    while (next < 60) if (await comeDoubled(drill, next++)) confirmed += 1
  }
  await Promise.all(Array.from({ length: 8 }, comeOneByOne))
  const { wrong, verdicts } = await drill.judge()
  expect(wrong).toEqual([])
  expect(confirmed).toBeGreaterThan(10)
  expect(verdicts.find(({ id }) => id === 'I4')?.judged).toBeGreaterThan(confirmed * 2)
})
