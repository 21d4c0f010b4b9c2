import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { queueName, queuePrefix } from '../../../server/core/queues/jobs.ts'
import { deadline, type MailDrill, startMailDrill } from '../told.ts'

const poison = { kind: 'reservation.cancelled', channel: 'email' } as const

async function stateOf(mails: MailDrill, reservationId: string) {
  return (await mails.rows().findOne({ ...poison, reservationId })) ?? expect.fail('no such row')
}

/** Long enough later for it to be tried again. */
function later(mails: MailDrill, reservationId: string, set: object = {}) {
  const filter = { ...poison, reservationId, dueAt: { $exists: true } }
  return mails.rows().updateOne(filter, { $set: { dueAt: new Date(0), ...set } })
}

test('D27: a notice that fails each time is given up, and all others are told meanwhile', {
  timeout: 240_000,
}, async () => {
  await using mails = await startMailDrill({ worker: false })
  await mails.drill.cluster.addWorker({ poison: 'throws' })
  const reservationId = await mails.bookAndCancel()
  await mails.book(3)
  await mails.allTold()
  await expect
    .poll(() => stateOf(mails, reservationId), { timeout: deadline })
    .toMatchObject({ state: 'pending', why: 'fault' })
  await later(mails, reservationId, { attempts: 12 })
  await expect
    .poll(() => stateOf(mails, reservationId), { timeout: deadline })
    .toMatchObject({ state: 'dead', why: 'fault' })
  expect(await mails.wrong(0)).toEqual([])
})

test('D27: a notice that never comes to an end, and then ends each worker, is given up, and all others are told meanwhile', {
  timeout: 480_000,
}, async () => {
  await using mails = await startMailDrill({ worker: false })
  const { cluster } = mails.drill
  const reservationId = await mails.bookAndCancel()
  const hanging = await cluster.addWorker({ poison: 'spins' })
  await mails.book(2)
  await hanging.gone
  // Whoever watches over workers starts another one each time.
  for (let lost = 1; lost < 5; lost++) {
    await later(mails, reservationId)
    await mails.book(1)
    await cluster.addWorker({ poison: 'exits' }).then(
      (worker) => worker.gone,
      () => undefined,
    )
  }
  await later(mails, reservationId)
  await cluster.addWorker({ poison: 'exits' })
  await expect
    .poll(() => stateOf(mails, reservationId), { timeout: deadline })
    .toMatchObject({ state: 'dead', why: 'sender_lost', lost: 5 })
  await mails.allTold()
  expect(await mails.wrong(5)).toEqual([])
})

test('D27: jobs of ten megabytes, and of a kind that nobody knows, fail at once and hold nobody up', {
  timeout: 240_000,
}, async () => {
  await using mails = await startMailDrill({ worker: true })
  const redis = new Redis(mails.drill.cluster.redis.url)
  const queue = new Queue(queueName, { connection: redis, prefix: queuePrefix })
  const often = { attempts: 5, backoff: 1000 }
  await queue.add('deliveries.send', { deliveryId: 'x'.repeat(10_000_000) }, often)
  await queue.add('dinner.cook', { deliveryId: 'x' }, often)
  await mails.book(3)
  await mails.allTold()
  await expect.poll(() => queue.getFailedCount(), { timeout: deadline }).toBe(2)
  expect((await queue.getFailed()).map(({ attemptsMade }) => attemptsMade)).toEqual([1, 1])
  expect(await mails.wrong(0)).toEqual([])
  await queue.close()
  redis.disconnect()
})
