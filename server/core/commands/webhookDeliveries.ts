import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { WebhookDeliveryDocument } from '../webhooks/documents.ts'
import { webhookKeptMs } from '../webhooks/planWebhooks.ts'
import { webhookAt } from './webhooks.ts'

/** What somebody looks through. */
const shown = 100

type Shown = Output<'webhook.log'>['deliveries'][number]

const saidStates: Readonly<Record<WebhookDeliveryDocument['state'], Shown['state']>> = {
  pending: 'pending',
  claimed: 'sending',
  sending: 'sending',
  sent: 'sent',
  ambiguous: 'dead',
  dead: 'dead',
  suppressed: 'skipped',
}

/** The newest first. @throws AppError `not_found` */
export async function webhookLog(
  ctx: Context,
  { venueId, webhookId }: Input<'webhook.log'>,
): Promise<Output<'webhook.log'>> {
  await webhookAt(ctx, venueId, webhookId)
  const found = await ctx.deps.collections.webhookDeliveries
    .find({ webhookId }, { maxTimeMS: 3000 })
    .sort({ at: -1, _id: 1 })
    .limit(shown)
    .toArray()
  return { deliveries: found.map(present) }
}

function present(row: WebhookDeliveryDocument): Shown {
  const { _id, kind, reservationId, at, state, lastStatus, why, attempts, dueAt } = row
  return {
    deliveryId: _id,
    kind,
    reservationId,
    at: at.toISOString(),
    state: saidStates[state],
    status: lastStatus ?? null,
    why: state === 'sent' ? null : (why ?? null),
    tries: attempts,
    nextTryAt: state === 'pending' ? (dueAt?.toISOString() ?? null) : null,
  }
}

/**
 * Begins anew with three days of tries, whatever became of the last ones; what is just being tried goes on.
 *
 * @throws AppError `not_found`, `not_allowed_now` with `webhook_off`
 */
export async function resendDelivery(
  ctx: Context,
  { venueId, webhookId, deliveryId }: Input<'webhook.resend'>,
): Promise<Output<'webhook.resend'>> {
  const { deps, actor } = ctx
  const { webhookDeliveries } = deps.collections
  const { state } = await webhookAt(ctx, venueId, webhookId)
  const delivery = { _id: deliveryId, webhookId, venueId }
  if ((await webhookDeliveries.findOne(delivery, { maxTimeMS: 3000 })) === null) throw new AppError('not_found')
  if (state === 'off') throw new AppError('not_allowed_now', { reason: 'webhook_off' })
  await deps.audit.record({ action: 'webhook.resent', by: actor.key, to: `webhook:${webhookId}` })
  const now = deps.clock.now()
  const due = { dueAt: new Date(now), since: new Date(now) }
  await webhookDeliveries.updateOne(
    { ...delivery, state: { $nin: ['claimed', 'sending'] } },
    {
      $set: { state: 'pending', ...due, attempts: 0 },
      $unset: { why: 1, endedAt: 1, ref: 1 },
      $max: { expireAt: new Date(now + webhookKeptMs) },
    },
  )
  return {}
}
