import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { sha256 } from '../infra/ids.ts'
import type { Log } from '../infra/log.ts'
import { within } from '../infra/within.ts'
import { type JobData, type JobName, jobs, queueName, queuePrefix } from './jobs.ts'

/** Longest that adding a job may take. */
const addMs = 2000

export interface Producer {
  /** Adds a job that becomes due after `delayMs`. One of the same `id` waiting already is enough. Fails fast when the queue is away. */
  add<N extends JobName>(
    name: N,
    data: JobData<N>,
    options: { readonly id: string; readonly delayMs: number },
  ): Promise<void>
  /** Jobs by state; none while the queue is away. */
  counts(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

/** @param redis a connection without an offline queue: nobody waits for a queue that is away */
export function createProducer(redis: Redis, log: Log): Producer {
  const queue = new Queue(queueName, { connection: redis, prefix: queuePrefix })
  queue.on('error', (err) => log.debug({ err }, 'queue'))
  return {
    async add(name, data, { id, delayMs }) {
      const { attempts, backoffMs, data: schema } = jobs[name]
      // BullMQ waits for a connection as long as it takes, and whoever adds would wait with it.
      if (redis.status !== 'ready') throw new Error('the queue is away')
      const adding = queue.add(name, schema.parse(data), {
        // BullMQ refuses ids with a colon or of digits alone.
        jobId: `j_${sha256(`${name} ${id}`).slice(0, 32)}`,
        delay: Math.max(0, delayMs),
        attempts,
        backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: { count: 1000 },
      })
      await within(addMs, adding)
    },
    async counts() {
      if (redis.status !== 'ready') return {}
      return within(addMs, queue.getJobCounts('waiting', 'active', 'delayed', 'failed')).catch(() => ({}))
    },
    close: () => queue.close(),
  }
}
