import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { connectRedis } from '../../server/core/infra/redis.ts'
import { createDeliveries } from '../../server/core/notices/deliveries.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { queueName, queuePrefix } from '../../server/core/queues/jobs.ts'
import { createProducer } from '../../server/core/queues/producer.ts'
import type { Cluster } from '../replay/cluster.ts'
import type { Heart } from './commands.ts'
import { type Goal, printSlices, round } from './goals.ts'
import { type Contender, perSecond, ratioOf, runRounds, type Slice, spreadOf } from './rounds.ts'

const inFlight = 50
const rounds = 7
/** Rounds of processing before it counts. */
const warmRounds = 1
/** In one round of one way of processing. */
const batch = 3000

/** What our jobs cost beside the same queue without us: adding them, and doing them no more than once. */
export async function jobs({ redis }: Cluster, heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null })
  const queue = new Queue(queueName, { connection, prefix: queuePrefix })
  const produce = connectRedis(redis.url, 'produce', heart.core.deps)
  const producer = createProducer(produce, heart.core.deps.log)
  let n = 0
  const bare: Contender = {
    name: 'bare BullMQ',
    once: async () => {
      n += 1
      await queue.add('deliveries.send', { deliveryId: `id-${n}` }, { removeOnComplete: true })
      return 1
    },
  }
  const ours: Contender = {
    name: 'the producer',
    once: async () => {
      n += 1
      await producer.add('deliveries.send', { deliveryId: `id-${n}` }, { id: `id-${n}`, delayMs: 0 })
      return 1
    },
  }
  const added = await runRounds([bare, ours], { inFlight, rounds, sliceMs: 400, warmMs: 1500 })
  say(`adding, ${inFlight} in flight:\n${printSlices(added)}`)
  await queue.obliterate({ force: true })

  const done = await processed(queue, heart)
  for (const [name, rates] of done) say(`  ${name.padEnd(34)} ${round(spreadOf(rates).median)} per s`)
  await producer.close()
  await queue.close()
  produce.disconnect()
  connection.disconnect()
  const of = (name: string): readonly Slice[] => added.get(name) ?? []
  const [plain = [], guarded = []] = [...done.values()]
  return [
    {
      what: 'adding a job, against bare BullMQ',
      spread: ratioOf(of(ours.name), of(bare.name), perSecond),
      least: 0.9,
      why: 'a job has an id of ours, so that it waits once, and an end to waiting for Redis',
    },
    {
      what: 'doing a job once whatever happens, against a bare worker that may do it twice',
      spread: spreadOf(guarded.map((rate, index) => rate / (plain[index] ?? rate))),
      least: 0.85,
      why: 'the guard is a claim in MongoDB with majority, so that Redis may be lost with all it kept; those of one moment are one write and one reading. A provider takes 10 to 50 a second',
    },
  ]
}

/** Jobs a second by a worker of 50 at a time, round by round: what does nothing, and what claims its row first. */
async function processed(queue: Queue, { core }: Heart): Promise<ReadonlyMap<string, readonly number[]>> {
  const { collections, clock, newId } = core.deps
  const deliveries = createDeliveries({ deliveries: collections.deliveries, now: clock.now, newId })
  const ways = new Map<string, (id: string) => Promise<unknown>>([
    ['a bare worker', () => Promise.resolve()],
    ['the row claimed first', (id) => deliveries.claim(id, 'pending')],
  ])
  const rates = new Map<string, number[]>([...ways.keys()].map((name) => [name, []]))
  for (let index = -warmRounds; index < rounds; index++) {
    const ids = Array.from({ length: batch }, () => newId())
    await collections.deliveries.insertMany(ids.map(rowOf))
    for (const [name, way] of ways) {
      const rate = await rateOf(queue, ids, way)
      if (index >= 0) rates.get(name)?.push(rate)
    }
  }
  return rates
}

async function rateOf(queue: Queue, ids: readonly string[], way: (id: string) => Promise<unknown>): Promise<number> {
  await queue.addBulk(
    ids.map((deliveryId) => ({ name: 'deliveries.send', data: { deliveryId }, opts: { removeOnComplete: true } })),
  )
  const { connection, prefix } = queue.opts
  let left = ids.length
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const worker = new Worker<{ deliveryId: string }>(queue.name, ({ data }) => way(data.deliveryId), {
      connection,
      ...(prefix !== undefined && { prefix }),
      concurrency: inFlight,
    })
    worker.on('error', reject)
    worker.on('completed', () => {
      left -= 1
      if (left > 0) return
      const rate = (ids.length * 1000) / (performance.now() - from)
      worker.close().then(() => resolve(rate), reject)
    })
  })
}

function rowOf(_id: string): DeliveryDocument {
  return {
    _id,
    kind: 'reminder.sameDay',
    channel: 'email',
    reservationId: _id,
    order: [0, 1, 0],
    start: Date.now() + 86_400_000,
    by: 'guest',
    state: 'pending',
    dueAt: new Date(0),
    attempts: 0,
    expireAt: new Date(Date.now() + 86_400_000),
  }
}
