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
} as const satisfies Record<`couvert_${string}`, { help: string; labels: readonly string[] }>

export interface Metrics {
  readonly registry: Registry
  operation(name: string, code: string, seconds: number): void
  committed(claims: number): void
  patched(feed: string): void
  /** Read when the page is. */
  gauge(name: 'couvert_feed_watched' | 'couvert_sockets' | 'couvert_slow_readers', value: () => number): void
  noticeLost(): void
  delivery(of: { readonly channel: string; readonly kind: string; readonly end: string }): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
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
  return {
    registry,
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
    noticeLost: () => lost.inc(),
    delivery: (of) => deliveries.inc(of),
  }
}
