import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Every metric of the product. Labels are names from our own tables; never ids, never anything of a person. */
export const metricTable = {
  couvert_operation_seconds: {
    help: 'Time from an operation’s arrival to its answer, by name and error code (ok: none).',
    labels: ['operation', 'code'],
  },
  couvert_commits_total: { help: 'Books committed by this process.', labels: [] },
  couvert_claims_per_book: { help: 'Claims in a book after a commit.', labels: [] },
  couvert_feed_patches_total: { help: 'Patches sent, by feed.', labels: ['feed'] },
  couvert_feed_watched: { help: 'Feeds this node keeps up to date.', labels: [] },
  couvert_sockets: { help: 'Sockets connected to this node.', labels: [] },
  couvert_slow_readers: { help: 'Sockets taken out of their feeds because they read too slowly.', labels: [] },
  couvert_notices_lost_total: {
    help: 'Notices to other nodes that Redis did not take; the beacon makes up for them.',
    labels: [],
  },
  couvert_deliveries_total: {
    help: 'How tries to tell people something ended; `unsure`: nobody knows, and it goes again; `later`: certainly not, and it goes again.',
    labels: ['channel', 'kind', 'end'],
  },
  couvert_job_seconds: {
    help: 'Time of one job, or of one round of a sweep or the relay that had something to do, by name and end (`done`, `failed`).',
    labels: ['job', 'end'],
  },
  couvert_work_due: {
    help: 'What should have been done by now, up to ten thousand. Every worker tells the same of all: take the highest.',
    labels: ['work'],
  },
  couvert_work_oldest_seconds: { help: 'For how long the oldest of it has been due; as above.', labels: ['work'] },
  couvert_dead_letters: {
    help: 'What could not be told and waits for somebody to look at it, up to ten thousand; as above.',
    labels: ['place'],
  },
  couvert_queue_jobs: { help: 'Jobs in the queue by state, while it answers; as above.', labels: ['state'] },
} as const satisfies Record<`couvert_${string}`, { help: string; labels: readonly string[] }>

/** Each by the names of our own tables. */
export interface WorkFigures {
  readonly due: Readonly<Record<string, number>>
  readonly oldestSeconds: Readonly<Record<string, number>>
  readonly deadLetters: Readonly<Record<string, number>>
  readonly queueJobs: Readonly<Record<string, number>>
}

export interface Metrics {
  readonly contentType: string
  /** What is read at `/metrics`: ours, and those of the process. */
  page(): Promise<string>
  operation(name: string, code: string, seconds: number): void
  committed(claims: number): void
  patched(feed: string): void
  /** Read when the page is. */
  gauge(name: 'couvert_feed_watched' | 'couvert_sockets' | 'couvert_slow_readers', value: () => number): void
  noticeLost(): void
  job(name: string, end: 'done' | 'failed', seconds: number): void
  /** Read when the page is. */
  work(read: () => Promise<WorkFigures>): void
  delivery(of: { readonly channel: string; readonly kind: string; readonly end: string }): void
}

let ofProcess: Registry | null = null

/**
 * Node’s own, once for a process: they wake it a hundred times a second and hear of each collection of garbage, and
 * nothing ends that.
 */
function processMetrics(): Registry {
  if (ofProcess === null) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  processMetrics()
  const of = <N extends keyof typeof metricTable>(name: N) => ({
    name,
    help: metricTable[name].help,
    registers: [registry],
  })
  const operations = new Histogram({
    ...of('couvert_operation_seconds'),
    labelNames: ['operation', 'code'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  })
  const commits = new Counter(of('couvert_commits_total'))
  const claims = new Histogram({ ...of('couvert_claims_per_book'), buckets: [10, 50, 100, 200, 400, 800] })
  const patches = new Counter({ ...of('couvert_feed_patches_total'), labelNames: ['feed'] })
  const lost = new Counter(of('couvert_notices_lost_total'))
  const deliveries = new Counter({ ...of('couvert_deliveries_total'), labelNames: ['channel', 'kind', 'end'] })
  const jobs = new Histogram({
    ...of('couvert_job_seconds'),
    labelNames: ['job', 'end'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  })
  return {
    contentType: registry.contentType,
    page: () => Registry.merge([processMetrics(), registry]).metrics(),
    operation: (operation, code, seconds) => operations.observe({ operation, code }, seconds),
    committed: (count) => {
      commits.inc()
      claims.observe(count)
    },
    patched: (feed) => patches.inc({ feed }),
    gauge: (name, value) => {
      new Gauge({
        ...of(name),
        collect() {
          this.set(value())
        },
      })
    },
    job: (job, end, seconds) => jobs.observe({ job, end }, seconds),
    work(read) {
      // One reading for all four.
      const figures = sharedReading(read)
      const told = [
        ['couvert_work_due', 'work', 'due'],
        ['couvert_work_oldest_seconds', 'work', 'oldestSeconds'],
        ['couvert_dead_letters', 'place', 'deadLetters'],
        ['couvert_queue_jobs', 'state', 'queueJobs'],
      ] as const
      for (const [name, label, figure] of told) {
        new Gauge({
          ...of(name),
          labelNames: [label],
          async collect() {
            this.reset()
            for (const [key, value] of Object.entries((await figures())[figure])) this.set({ [label]: key }, value)
          },
        })
      }
    },
    noticeLost: () => lost.inc(),
    delivery: (of) => deliveries.inc(of),
  }
}

/** Whoever asks while it is being read gets the same. */
function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null
  return () => {
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }
}
