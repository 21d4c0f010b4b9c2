import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { deadline, startMailDrill } from './told.ts'

const points = ['K7.projected', 'K8.relayed', 'K9.claimed', 'K10.handedOver'] as const
/** Booked for each worker that is killed: it may have all of them in hand then. */
const inHand = 3

test('D2, D3, D4: workers killed at any point, again and again, and one that slept through its claim keep no notice from anybody and double none they need not', {
  timeout: 240_000,
}, async () => {
  await using mails = await startMailDrill({ worker: false })
  const { cluster } = mails.drill
  for (const point of points) {
    const doomed = await cluster.addWorker({ killAt: `${point}:2` })
    await mails.book(inHand)
    await doomed.gone
  }

  const sleeper = await cluster.addWorker({ killAt: 'K9.claimed:1', signal: 'SIGSTOP' })
  const asleep = { channel: 'email', state: 'claimed' } as const
  await expect.poll(() => mails.rows().countDocuments(asleep), { timeout: deadline }).toBeGreaterThan(0)
  const other = await cluster.addWorker()
  await mails.allTold()
  sleeper.wake()
  // What is told now only the sleeper can have told: it is awake, and done with what it slept over.
  await other.stop()
  await mails.book(1)
  await mails.allTold()
  expect(await mails.wrong(points.length * inHand)).toEqual([])
})

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

test('control: senders that do not claim before they call tell some twice, and I13 turns red', {
  timeout: 240_000,
}, async () => {
  await using mails = await startMailDrill({ worker: false, breaks: ['no-send-key'] })
  const { cluster } = mails.drill
  // Slow enough for the other one to come by meanwhile.
  mails.smtp.script.push({ at: 'dot', answer: 'trickled' }, { at: 'dot', answer: 'trickled' })
  await Promise.all([cluster.addWorker(), cluster.addWorker()])
  await mails.book(2)
  const doubled = async () => (await mails.wrong(0)).filter((line) => /^I13: .* reached somebody \d+ times/.test(line))
  await expect.poll(doubled, { timeout: deadline }).toHaveLength(1)
})
