import type { Deps } from '../../server/core/deps.ts'
import type { Deliveries } from '../../server/core/notices/deliveries.ts'
import { planDeliveries } from '../../server/core/notices/planDeliveries.ts'
import type { Consumer } from '../../server/core/outbox/relay.ts'
import { withMakers } from '../../server/core/outbox/withMakers.ts'
import type { Producer } from '../../server/core/queues/producer.ts'
import type { NoticeChannel } from '../../shared/domain/notices/kinds.ts'

interface Needs {
  readonly deps: Pick<Deps, 'clock' | 'log' | 'collections'>
  readonly deliveries: Deliveries
  readonly producer: Producer
  /** Notices are planned for these. */
  readonly channels: ReadonlySet<NoticeChannel>
}

/** Writes down what people are to be told, and wakes whoever tells it for what is due at once. */
export function createNoticeConsumer({ deps, deliveries, producer, channels }: Needs): Consumer {
  const { clock, log } = deps
  return {
    name: 'notices',
    async hear(events) {
      const rows = planDeliveries(await withMakers(deps.collections, events), channels)
      await deliveries.add(rows)
      const due = rows.filter(({ dueAt }) => dueAt !== undefined && dueAt.getTime() <= clock.now())
      const waking = due.map(({ _id }) => producer.add('deliveries.send', { deliveryId: _id }, { id: _id, delayMs: 0 }))
      const lost = (await Promise.allSettled(waking)).filter(({ status }) => status === 'rejected').length
      if (lost > 0) log.warn({ count: lost, job: 'deliveries.send' }, 'the queue is away; the sweep takes over')
    },
  }
}
