import { expect, test } from 'vitest'
import type { ProbePoint } from '../../server/core/lane/ports.ts'
import { startCrowd } from './crowd.ts'
import { startDrill } from './drill.ts'

/** Where a node dies: before the write, with it under way, after it, and in the middle of a group of five or more. */
const points: readonly ProbePoint[] = ['K1.validated', 'K2.sent', 'K3.committed', 'K6.grouped']
const kills = 3

test('D1: a node killed at any point of a commit loses nothing, doubles nothing, and its clients go on elsewhere', {
  timeout: 240_000,
}, async () => {
  await using drill = await startDrill({ nodes: 1, members: 1, worker: true })
  const crowd = startCrowd(drill, 16)
  for (const point of points) {
    for (let kill = 1; kill <= kills; kill++) {
      const before = crowd.answered
      const node = await drill.cluster.addNode(`${point}:${kill * 5}`)
      await node.gone
      await expect.poll(() => crowd.answered, { timeout: 10_000 }).toBeGreaterThan(before + 5)
    }
  }
  await crowd.stop()
  expect(crowd.confirmed).toBeGreaterThan(50)
  expect((await drill.judge()).wrong).toEqual([])
})
