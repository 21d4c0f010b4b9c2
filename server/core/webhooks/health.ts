import type { Deps } from '../deps.ts'
import type { WebhookDocument } from './documents.ts'
import { tellManagers } from './tellManagers.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'crypt' | 'audit'>
type Tried = Pick<WebhookDocument, '_id' | 'onSince'>

/** Nothing but failures for so long, and so many, and it is switched off. Few may only mean that nobody tried. */
const patienceMs = 3 * 86_400_000
const leastFailures = 10

/** A try arrived. */
export async function noteSuccess({ collections }: Needs, { _id }: Tried): Promise<void> {
  await collections.webhooks.updateOne(
    { _id, failures: { $gt: 0 } },
    { $set: { failures: 0 }, $unset: { failingSince: 1 } },
  )
}

/** A try failed: after three days of nothing else it is switched off, and its managers are told. */
export async function noteFailure(deps: Needs, { _id, onSince }: Tried): Promise<void> {
  const now = deps.clock.now()
  const failing = await deps.collections.webhooks.findOneAndUpdate(
    { _id, onSince, state: 'on' },
    [{ $set: { failures: { $add: ['$failures', 1] }, failingSince: { $ifNull: ['$failingSince', new Date(now)] } } }],
    { returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (failing?.failingSince === undefined || failing.failures < leastFailures) return
  if (now - failing.failingSince.getTime() >= patienceMs) await stop(deps, failing, 'failing')
}

/** Its address said that it is gone for good. */
export async function noteGone(deps: Needs, { _id, onSince }: Tried): Promise<void> {
  const gone = await deps.collections.webhooks.findOne({ _id, onSince, state: 'on' }, { maxTimeMS: 3000 })
  if (gone !== null) await stop(deps, gone, 'gone')
}

/** Told before it is done: whoever is killed in between does both again, and the letter is there once. */
async function stop(deps: Needs, webhook: WebhookDocument, offReason: 'gone' | 'failing'): Promise<void> {
  const { _id, onSince } = webhook
  await tellManagers(deps, webhook, offReason)
  const record = { action: 'webhook.stopped', by: 'system', to: `webhook:${_id}` } as const
  await deps.audit.record(record, `${_id} ${onSince.getTime()}`)
  await deps.collections.webhooks.updateOne({ _id, onSince, state: 'on' }, { $set: { state: 'off', offReason } })
}
