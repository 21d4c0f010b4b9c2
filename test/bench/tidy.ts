import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { expireHolds } from '../../server/core/commands/expireHolds.ts'
import { connectRedis } from '../../server/core/infra/redis.ts'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import type { EventDocument } from '../../server/core/lane/documents.ts'
import { createRelay } from '../../server/core/outbox/relay.ts'
import { queueName, queuePrefix } from '../../server/core/queues/jobs.ts'
import { createProducer, type Producer } from '../../server/core/queues/producer.ts'
import { createExpiryConsumer } from '../../workers/expiryConsumer.ts'
import type { Cluster } from '../replay/cluster.ts'
import { percentile } from '../replay/tally.ts'
import { dateAhead } from '../support/venue.ts'
import type { Heart } from './commands.ts'
import { type Goal, round } from './goals.ts'
import { fill, letRunOut, nights, room, tables } from './nightsHeld.ts'
import { spreadOf } from './rounds.ts'

const jobs = nights * tables
const rounds = 5
const warmRounds = 1
/** All are added by then. */
const aheadMs = 2500
const concurrency = 20
const defaultHz = 10

/**
 * How late the job comes that tidies up behind a hold, a thousand of them due within one second: ours on Redis as we ask
 * for it, a bare one on Redis as it is.
 */
export async function tidy(cluster: Cluster, heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  const redis = new Redis(cluster.redis.url, { maxRetriesPerRequest: null })
  const produce = connectRedis(cluster.redis.url, 'produce', heart.core.deps)
  const producer = createProducer(produce, heart.core.deps.log)
  const { venueId } = await room(heart)
  const asked = await hzOf(redis)
  const bare: number[] = []
  const ours: number[] = []
  for (let turn = -warmRounds; turn < rounds; turn++) {
    await redis.config('SET', 'hz', defaultHz)
    const plain = await bareLateness(redis, turn)
    await redis.config('SET', 'hz', asked)
    const tidied = await ourLateness(cluster, heart, { venueId, turn, redis, producer })
    if (turn < 0) continue
    bare.push(plain)
    ours.push(tidied)
  }
  say(`late by, p99: a bare delayed job ${bare.map(round).join(', ')} ms, the tidy-up ${ours.map(round).join(', ')} ms`)
  await producer.close()
  produce.disconnect()
  redis.disconnect()
  return [
    {
      what: 'how late a hold is tidied up, p99, against a delayed job of bare BullMQ on Redis as it is',
      spread: spreadOf(ours.map((late, index) => late / (bare[index] ?? late))),
      most: 0.1,
    },
  ]
}

async function hzOf(redis: Redis): Promise<string> {
  const [, value = ''] = await redis.config('GET', 'hz')
  return value
}

async function bareLateness(connection: Redis, turn: number): Promise<number> {
  const name = `bare${turn + warmRounds}`
  const queue = new Queue(name, { connection })
  const heard = listen(
    (work) => new Worker(name, work, { connection, concurrency }),
    () => Promise.resolve(),
  )
  const from = Date.now() + aheadMs
  await Promise.all(dues(from).map((due) => queue.add('tidy', {}, { delay: due - Date.now(), removeOnComplete: true })))
  const late = await heard.p99(jobs)
  await queue.obliterate({ force: true })
  await queue.close()
  return late
}

interface Turn {
  readonly venueId: string
  readonly turn: number
  readonly redis: Redis
  readonly producer: Producer
}

async function ourLateness(cluster: Cluster, heart: Heart, { venueId, turn, redis, producer }: Turn): Promise<number> {
  const { deps } = heart.core
  const dates = Array.from({ length: nights }, (_, n) => dateAhead(5 + (turn + warmRounds) * nights + n))
  const ids = await Promise.all(dates.map((date) => fill(heart, venueId, date)))
  const relay = createRelay(deps, () => undefined, [])
  // Books as a worker leaves them: without what has been carried out of them.
  while ((await relay.copy()) > 0) continue
  const from = Date.now() + aheadMs
  const ends = new Map(ids.flatMap((its, night) => its.map((id, k) => [id, from + k * nights + night] as const)))
  await Promise.all(
    dates.map((date, night) =>
      letRunOut(cluster, bookIdOf(venueId, date), ids[night] ?? [], (k) => from + k * nights + night),
    ),
  )
  const made = await deps.collections.events.find({ 'event.claim.id': { $in: [...ends.keys()] } }).toArray()
  const heard = listen<{ bookId: string }>(
    (work) => new Worker<{ bookId: string }>(queueName, work, { connection: redis, prefix: queuePrefix, concurrency }),
    ({ bookId }) => expireHolds(deps, bookId),
  )
  await createExpiryConsumer(deps, producer, deps.log).hear(made.map((record) => endingAt(record, ends)))
  const { delayed = 0 } = await producer.counts()
  return heard.p99(delayed)
}

/** As if it had been made to run out then. */
function endingAt(record: EventDocument, ends: ReadonlyMap<string, number>): EventDocument {
  const { event } = record
  if (event.type !== 'claim.made') throw new Error('only what was held')
  const expiresAt = ends.get(event.claim.id) ?? null
  return { ...record, event: { ...event, claim: { ...event.claim, expiresAt } } }
}

function dues(from: number): readonly number[] {
  return Array.from({ length: jobs }, (_, n) => from + n)
}

interface Listening {
  /** Once so many were done: p99 in milliseconds between when each was due and when it was begun. */
  p99(count: number): Promise<number>
}

function listen<T>(
  start: (work: (job: Job<T>) => Promise<void>) => Worker<T>,
  run: (data: T) => Promise<void>,
): Listening {
  const late: number[] = []
  const worker = start(async ({ timestamp, opts: { delay = 0 }, data }) => {
    late.push(Date.now() - timestamp - delay)
    await run(data)
  })
  const failed = new Promise<never>((_, reject) => {
    worker.on('error', reject)
    worker.on('failed', (_job, error) => reject(error))
  })
  let done = 0
  worker.on('completed', () => (done += 1))
  const finished = async (count: number): Promise<number> => {
    while (done < count) await sleep(20)
    await worker.close()
    return percentile(
      late.toSorted((a, b) => a - b),
      99,
    )
  }
  return { p99: (count) => Promise.race([finished(count), failed]) }
}
