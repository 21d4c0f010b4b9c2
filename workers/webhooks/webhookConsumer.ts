import type { Deps } from '../../server/core/deps.ts'
import type { Consumer } from '../../server/core/outbox/relay.ts'
import { planWebhooks, webhookFacts } from '../../server/core/webhooks/planWebhooks.ts'

/** Writes down what webhooks are to be told; the sweep tells it. Heard again, those that are there stay as they are. */
export function createWebhookConsumer({ collections, clock }: Pick<Deps, 'collections' | 'clock'>): Consumer {
  const { webhooks, webhookDeliveries } = collections
  return {
    name: 'webhooks',
    async hear(events) {
      const facts = webhookFacts(events)
      if (facts.length === 0) return
      const venueIds = [...new Set(facts.map(({ venueId }) => venueId))]
      const wanting = await webhooks
        .find({ venueId: { $in: venueIds }, state: 'on' }, { projection: { venueId: 1, kinds: 1 }, maxTimeMS: 5000 })
        .toArray()
      const writes = planWebhooks(facts, wanting, new Date(clock.now())).map(({ _id, ...row }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
      }))
      if (writes.length > 0) await webhookDeliveries.bulkWrite(writes, { ordered: false })
    },
  }
}
