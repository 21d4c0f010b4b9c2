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
import { defaultHz } from '../support/servers.ts'
import { dateAhead } from '../support/venue.ts'
import type { Heart } from './commands.ts'
import { type Goal, round } from './goals.ts'
import { fill, letRunOut, nights, room } from './nightsHeld.ts'
import { spreadOf } from './rounds.ts'

const rounds = 5
const warmRounds = 1
/** All are added by then. */
const aheadMs = 2500
const concurrency = 20
/** As in `docker-compose.yml`. */
const askedHz = 500
/** As long after its end as our own jobs come, so that the hold is due at the primary's clock too. */
const afterMs = 100

/**
 * How late the job comes that tidies up behind a hold, a thousand of them due within one second: ours on Redis as we ask
 * for it; and a delayed job of bare BullMQ for each hold, on Redis as it is, which does the same.
 */
export async function tidy(cluster: Cluster, heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  const redis = new Redis(cluster.redis.url, { maxRetriesPerRequest: null })
  const produce = connectRedis(cluster.redis.url, 'produce', heart.core.deps)
  const producer = createProducer(produce, heart.core.deps.log)
  // One for each way: a restaurant has no more than 400 nights that can be booked.
  const [first, second] = [await room(heart), await room(heart)]
  const bare: number[] = []
  const ours: number[] = []
  for (let turn = -warmRounds; turn < rounds; turn++) {
    await redis.config('SET', 'hz', defaultHz)
    const plain = await lateness(await heldNights(cluster, heart, first.venueId, turn), heart, {
      queue: { name: `bare${turn + warmRounds}`, connection: redis },
      plan: (held) => planBare(redis, `bare${turn + warmRounds}`, held),
    })
    await redis.config('SET', 'hz', askedHz)
    const tidied = await lateness(await heldNights(cluster, heart, second.venueId, turn), heart, {
      queue: { name: queueName, prefix: queuePrefix, connection: redis },
      plan: (held) => planOurs(heart, producer, held),
    })
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
      what: 'how late a hold is tidied up, p99, against a delayed job of bare BullMQ each on Redis as it is',
      spread: spreadOf(ours.map((late, index) => late / (bare[index] ?? late))),
      most: 0.1,
    },
  ]
}

/** Nights whose holds run out one after the other from `from` on, a millisecond apart. */
interface Held {
  readonly made: readonly EventDocument[]
  /** When each ends, by claim. */
  readonly ends: ReadonlyMap<string, number>
}

async function heldNights(cluster: Cluster, heart: Heart, venueId: string, turn: number): Promise<Held> {
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
  return { ends, made: await deps.collections.events.find({ 'event.claim.id': { $in: [...ends.keys()] } }).toArray() }
}

/** A job for each, a little after its end. @returns how many */
async function planBare(connection: Redis, name: string, { made, ends }: Held): Promise<number> {
  const queue = new Queue(name, { connection })
  const added = made.map((record) => {
    const { book, event } = endingAt(record, ends)
    const delay = (event.claim.expiresAt ?? 0) + afterMs - Date.now()
    return queue.add('tidy', { bookId: book }, { delay, removeOnComplete: true })
  })
  await Promise.all(added)
  await queue.close()
  return added.length
}

async function planOurs({ core: { deps } }: Heart, producer: Producer, { made, ends }: Held): Promise<number> {
  await createExpiryConsumer(deps, producer, deps.log).hear(made.map((record) => endingAt(record, ends)))
  const { delayed = 0 } = await producer.counts()
  return delayed
}

interface Way {
  readonly queue: { readonly name: string; readonly prefix?: string; readonly connection: Redis }
  /** Adds the jobs. @returns how many */
  readonly plan: (held: Held) => Promise<number>
}

/** p99 in milliseconds between when each job was due and when it was begun; each ends what is due in its book. */
async function lateness(held: Held, { core: { deps } }: Heart, { queue, plan }: Way): Promise<number> {
  const { name, ...options } = queue
  const late: number[] = []
  let done = 0
  const tidyUp = async ({ timestamp, opts: { delay = 0 }, data }: Job<{ bookId: string }>) => {
    late.push(Date.now() - timestamp - delay)
    await expireHolds(deps, data.bookId)
  }
  const worker = new Worker<{ bookId: string }>(name, tidyUp, { ...options, concurrency })
  const failed = new Promise<never>((_, reject) => {
    worker.on('error', reject)
    worker.on('failed', (_job, error) => reject(error))
  })
  worker.on('completed', () => (done += 1))
  const count = await plan(held)
  const finished = async (): Promise<void> => {
    while (done < count) await sleep(20)
    await worker.close()
  }
  await Promise.race([finished(), failed])
  return percentile(
    late.toSorted((a, b) => a - b),
    99,
  )
}

/** As if it had been made to run out then. */
function endingAt(record: EventDocument, ends: ReadonlyMap<string, number>) {
  const { event } = record
  if (event.type !== 'claim.made') throw new Error('only what was held')
  const expiresAt = ends.get(event.claim.id) ?? null
  return { ...record, event: { ...event, claim: { ...event.claim, expiresAt } } }
}
