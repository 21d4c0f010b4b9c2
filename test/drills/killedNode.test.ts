import { expect, test } from 'vitest'
import type { ProbePoint } from '../../server/core/lane/ports.ts'
import { startCrowd } from './crowd.ts'
import { startDrill } from './drill.ts'

/** Where a node dies: before the write, with it under way, after it, and in the middle of a group of five or more. */
const points: readonly ProbePoint[] = ['K1.validated', 'K2.sent', 'K3.committed', 'K6.grouped']
/** Three nodes at once, each at its so many-th time. */
const kills = [2, 4, 7]

test('D1: a node killed at any point of a commit loses nothing, doubles nothing, and its clients go on elsewhere', {
  timeout: 240_000,
}, async () => {
  await using drill = await startDrill({ nodes: 1, members: 1, worker: true })
  const crowd = startCrowd(drill, 24)
  for (const point of points) {
    const nodes = await Promise.all(kills.map((times) => drill.cluster.addNode(`${point}:${times}`)))
    await Promise.all(nodes.map(({ gone }) => gone))
    const before = crowd.answered
    await expect.poll(() => crowd.answered, { timeout: 10_000 }).toBeGreaterThan(before + 5)
  }
  await crowd.stop()
  expect(crowd.confirmed).toBeGreaterThan(20)
  expect((await drill.judge()).wrong).toEqual([])
})
