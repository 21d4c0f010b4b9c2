import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { startMailDrill } from '../told.ts'

test('D7, D8, D12: with the queues emptied, full, and gone together with all they had kept, everybody is told', {
  timeout: 240_000,
}, async () => {
  await using mails = await startMailDrill({ worker: true })
  const { cluster } = mails.drill
  const redis = new Redis(cluster.redis.url)
  await mails.book(3)
  await redis.flushall()
  await mails.book(3)
  await redis.config('SET', 'maxmemory', '1')
  await redis.config('SET', 'maxmemory-policy', 'noeviction')
  await expect(redis.set('anything', 'more')).rejects.toThrow('OOM')
  await mails.book(3)
  redis.disconnect()
  await cluster.redis.kill9()
  await mails.book(3)
  await cluster.redis.restart()
  await mails.book(3)
  await mails.allTold()
  expect(await mails.wrong(0)).toEqual([])
})
