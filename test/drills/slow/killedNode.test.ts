import { expect, test } from 'vitest'
import type { ProbePoint } from '../../../server/core/lane/ports.ts'
import { startCrowd } from '../crowd.ts'
import { startDrill } from '../drill.ts'

/** Where a node dies: before the write, with it under way, after it, and in the middle of a group of five or more. */
const points: readonly ProbePoint[] = ['K1.validated', 'K2.sent', 'K3.committed', 'K6.grouped']
/** Three nodes at once, each at its so many-th time. */
const kills = [2, 4, 7]

test.each(points)(
  'D1: nodes killed at %s lose nothing, double nothing, and their clients go on elsewhere',
  {
    timeout: 180_000,
  },
  async (point) => {
    await using drill = await startDrill({ nodes: 1, members: 1, worker: true })
    const nodes = await Promise.all(kills.map((times) => drill.cluster.addNode(`${point}:${times}`)))
    const crowd = startCrowd(drill, 24)
    await Promise.all(nodes.map(({ gone }) => gone))
    const before = crowd.answered
    await expect.poll(() => crowd.answered, { timeout: 10_000 }).toBeGreaterThan(before + 5)
    await crowd.stop()
    expect((await drill.judge()).wrong).toEqual([])
  },
)
