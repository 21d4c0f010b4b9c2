import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Log } from '../infra/log.ts'
import { within } from '../infra/within.ts'
import { type JobData, type JobName, jobNames, jobs, queueName, queuePrefix } from './jobs.ts'

/** Longest that counting may take. */
const countMs = 2000

export interface Producer {
  /**
   * Adds a job that becomes due after `delayMs`. One of the same `id` waiting already is enough. Fails fast when the queue
   * is away.
   *
   * @param options.id of ids, words and digits: nobody's own text, and no `~`
   */
  add<N extends JobName>(
    name: N,
    data: JobData<N>,
    options: { readonly id: string; readonly delayMs: number },
  ): Promise<void>
  /** Jobs by state; none while the queue is away. */
  counts(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

/** @param redis a connection without an offline queue, whose commands have an end: nobody waits for a queue that is away */
export function createProducer(redis: Redis, log: Log): Producer {
  const queue = new Queue(queueName, { connection: redis, prefix: queuePrefix })
  queue.on('error', (err) => log.debug({ err }, 'queue'))
  return {
    async add(name, data, { id, delayMs }) {
      // BullMQ waits for a connection as long as it takes, and whoever adds would wait with it.
      if (redis.status !== 'ready') throw new Error('the queue is away')
      const options = { ...optionsOf[name], jobId: jobIdOf(name, id), ...(delayMs > 0 && { delay: delayMs }) }
      await queue.add(name, jobs[name].data.parse(data), options)
    },
    async counts() {
      if (redis.status !== 'ready') return {}
      return within(countMs, queue.getJobCounts('waiting', 'active', 'delayed', 'failed')).catch(() => ({}))
    },
    close: () => queue.close(),
  }
}

/** BullMQ refuses ids with a colon or of digits alone. Readable, and a tenth of what a hash costs. */
function jobIdOf(name: JobName, id: string): string {
  return `${name} ${id.replaceAll(':', '~')}`
}

/** All of them travel with each job: what is not needed is left out, and what is alike for all the worker knows. */
const optionsOf = Object.fromEntries(
  jobNames.map((name): [JobName, JobsOptions] => {
    const { attempts, backoffMs } = jobs[name]
    const again = { attempts, backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 } }
    return [name, attempts > 1 ? again : {}]
  }),
) as Readonly<Record<JobName, JobsOptions>>
