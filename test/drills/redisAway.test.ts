import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { startCrowd } from './crowd.ts'
import { startDrill } from './drill.ts'

test('D6: with Redis killed bookings go on, watchers catch up by the beacon, and nothing crashes', {
  timeout: 120_000,
}, async () => {
  await using drill = await startDrill({ nodes: 2, members: 1, worker: true })
  const crowd = startCrowd(drill, 8)
  await expect.poll(() => crowd.confirmed, { timeout: 20_000 }).toBeGreaterThan(5)
  await drill.cluster.redis.kill9()
  const before = crowd.confirmed
  await expect.poll(() => crowd.confirmed, { timeout: 20_000 }).toBeGreaterThan(before + 20)
  await sleep(5_000)
  const late = crowd.confirmed
  await expect.poll(() => crowd.confirmed, { timeout: 20_000 }).toBeGreaterThan(late)
  await drill.cluster.redis.restart()
  await crowd.stop()
  expect((await drill.judge({ expiryLagMs: 15_000 })).wrong).toEqual([])
})

test('D10: subscribers cut again and again leave no hole in any feed', { timeout: 120_000 }, async () => {
  await using drill = await startDrill({ nodes: 2, members: 1, worker: true })
  const crowd = startCrowd(drill, 8)
  const redis = new Redis(drill.cluster.redis.url)
  let cut = 0
  for (let round = 0; round < 10; round++) {
    await sleep(500)
    cut += Number(await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub'))
  }
  redis.disconnect()
  await crowd.stop()
  expect(cut).toBeGreaterThan(5)
  const { wrong, verdicts } = await drill.judge()
  expect(wrong).toEqual([])
  expect(verdicts.filter(({ id }) => id === 'I8' || id === 'I9').map(({ outcome }) => outcome)).toEqual([
    'holds',
    'holds',
  ])
})
