import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { deadline, startMailDrill } from './told.ts'

const points = ['K7.projected', 'K8.relayed', 'K9.claimed', 'K10.handedOver'] as const
/** Booked for each worker that is killed: it may have all of them in hand then. */
const inHand = 3

test('D2, D3, D4, D8: workers killed at any point, again and again, one that slept through its claim, and queues that were emptied keep no notice from anybody and double none they need not', {
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
  await mails.book(inHand)
  const redis = new Redis(cluster.redis.url)
  await redis.flushall()
  redis.disconnect()
  await mails.book(inHand)
  await mails.allTold()
  sleeper.wake()
  // What is told now only the sleeper can have told: it is awake, and done with what it slept over.
  await other.stop()
  await mails.book(1)
  await mails.allTold()
  expect(await mails.wrong(points.length * inHand)).toEqual([])
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
