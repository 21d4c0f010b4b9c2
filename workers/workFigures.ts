import type { Deps } from '../server/core/deps.ts'
import type { WorkFigures } from '../server/core/infra/metrics.ts'
import type { Producer } from '../server/core/queues/producer.ts'
import { createDeadLetters } from '../server/core/work/deadLetters.ts'
import { workState } from '../server/core/work/workState.ts'

/** How the work stands, for the page of metrics. */
export async function workFigures(
  { collections, clock }: Pick<Deps, 'collections' | 'clock'>,
  producer: Pick<Producer, 'counts'>,
): Promise<WorkFigures> {
  const now = clock.now()
  const [works, deadLetters, queueJobs] = await Promise.all([
    workState(collections, now),
    createDeadLetters(collections, clock.now).counts(),
    producer.counts(),
  ])
  const lateSeconds = (dueAt: number | null) => (dueAt === null ? 0 : Math.max(0, now - dueAt) / 1000)
  return {
    due: Object.fromEntries(works.map(({ name, due }) => [name, due])),
    oldestSeconds: Object.fromEntries(works.map(({ name, oldestDueAt }) => [name, lateSeconds(oldestDueAt)])),
    deadLetters,
    queueJobs,
  }
}
