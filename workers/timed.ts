import type { Metrics } from '../server/core/infra/metrics.ts'

/**
 * Runs it and counts how that ended, and how long it took.
 *
 * @param counts whether an end without failure is worth it @default always
 */
export async function timed<T>(
  metrics: Pick<Metrics, 'job'>,
  name: string,
  run: () => Promise<T>,
  counts: (done: T) => boolean = () => true,
): Promise<T> {
  const from = performance.now()
  const seconds = () => (performance.now() - from) / 1000
  try {
    const done = await run()
    if (counts(done)) metrics.job(name, 'done', seconds())
    return done
  } catch (error) {
    metrics.job(name, 'failed', seconds())
    throw error
  }
}
