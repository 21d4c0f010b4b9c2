import { expect, test } from 'vitest'
import { startCrowd } from './crowd.ts'
import { type Drill, startDrill } from './drill.ts'

async function primaryOf({ cluster }: Drill) {
  const hello = await cluster.client.db('admin').command({ hello: 1 })
  return cluster.set.members.find(({ port }) => hello.primary === `127.0.0.1:${port}`)
}

test('D13: the primary killed again and again at peak: no confirmation is lost, none doubled, and versions have no gap', {
  timeout: 240_000,
}, async () => {
  await using drill = await startDrill({ nodes: 2, members: 3, worker: true })
  const crowd = startCrowd(drill, 12)
  for (let kill = 0; kill < 3; kill++) {
    const before = crowd.confirmed
    await expect.poll(() => crowd.confirmed, { timeout: 30_000 }).toBeGreaterThan(before + 10)
    const primary = await primaryOf(drill)
    expect(primary).toBeDefined()
    await primary?.kill9()
    const down = crowd.confirmed
    await expect.poll(() => crowd.confirmed, { timeout: 40_000 }).toBeGreaterThan(down + 5)
    await primary?.restart()
  }
  await crowd.stop()
  expect((await drill.judge({ expiryLagMs: 30_000 })).wrong).toEqual([])
})
