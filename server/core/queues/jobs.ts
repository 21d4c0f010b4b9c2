import { z } from 'zod'

interface JobRow<S extends z.ZodType = z.ZodType> {
  /** Parsed when added and when run: ids only, nothing personal. */
  readonly data: S
  readonly attempts: number
  /** First pause before trying again; doubles. */
  readonly backoffMs: number
}

/** Every job there is. One handler each, in `workers/`; a worker without a handler for one of these does not start. */
export const jobs = {
  /** Ends the holds of a book that ran out. Only tidies up: a hold past its end is free whether or not this ran. */
  'holds.expire': { data: z.strictObject({ bookId: z.string() }), attempts: 5, backoffMs: 500 },
  /** Sends one notice, if it is due and still true. Only wakes: what is not woken is swept. */
  'deliveries.send': { data: z.strictObject({ deliveryId: z.string().max(200) }), attempts: 1, backoffMs: 500 },
} as const satisfies Record<string, JobRow>

export type JobName = keyof typeof jobs
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]['data']>

export const jobNames = Object.keys(jobs) as JobName[]

/** The one queue; in a cluster all keys of a queue must lie in one slot. */
export const queueName = 'couvert'
export const queuePrefix = '{hub}'
