import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { AuditAction } from '../audit/documents.ts'
import type { Context } from '../context.ts'
import { canonical, idOf } from '../infra/ids.ts'
import { addWebhook, mostWebhooks } from '../webhooks/addWebhook.ts'
import { checkUrl } from '../webhooks/checkUrl.ts'
import type { WebhookDocument } from '../webhooks/documents.ts'
import { resolvePublicName } from '../webhooks/reach.ts'
import { openWebhook, sealWebhook } from '../webhooks/sealing.ts'
import { newWebhookSecret } from '../webhooks/signing.ts'
import { permitAtKnownVenue } from './permitAtKnownVenue.ts'

/**
 * Makes a webhook. Its secret is told in this answer only, and again to the same request.
 *
 * @throws AppError `not_found`, `invalid_input` where its address is none to be called, `not_allowed_now` with
 * `too_many`, `request_id_reused`
 */
export async function createWebhook(ctx: Context, input: Input<'webhook.create'>): Promise<Output<'webhook.create'>> {
  const { deps, actor, requestId, bodyHash } = ctx
  await permitAtKnownVenue(ctx, input.venueId)
  const _id = idOf(`webhook ${canonical([actor.key, requestId])}`)
  const webhook =
    (await deps.collections.webhooks.findOne({ _id }, { maxTimeMS: 3000 })) ?? (await makeWebhook(ctx, _id, input))
  if (webhook.bodyHash !== bodyHash) throw new AppError('request_id_reused')
  return { webhookId: _id, secret: openWebhook(deps, 'secret', webhook) }
}

async function makeWebhook(
  ctx: Context,
  _id: string,
  { venueId, url, kinds }: Input<'webhook.create'>,
): Promise<WebhookDocument> {
  const { deps, actor, bodyHash } = ctx
  const address = await checkUrl(url, { loopback: deps.config.webhookLoopback, resolve: resolvePublicName })
  await record(ctx, 'webhook.created', _id, _id)
  const now = new Date(deps.clock.now())
  return addWebhook(deps, {
    _id,
    venueId,
    url: sealWebhook(deps, 'url', _id, address),
    secret: sealWebhook(deps, 'secret', _id, newWebhookSecret()),
    kinds: [...new Set(kinds)],
    state: 'on',
    onSince: now,
    failures: 0,
    by: actor.key,
    bodyHash,
    createdAt: now,
  })
}

/** The newest first. @throws AppError `not_found` */
export async function listWebhooks(ctx: Context, { venueId }: Input<'webhook.list'>): Promise<Output<'webhook.list'>> {
  const { deps } = ctx
  await permitAtKnownVenue(ctx, venueId)
  const found = await deps.collections.webhooks
    .find({ venueId }, { maxTimeMS: 3000 })
    .sort({ createdAt: -1, _id: 1 })
    .limit(mostWebhooks)
    .toArray()
  return {
    webhooks: found.map((webhook) => ({
      webhookId: webhook._id,
      url: openWebhook(deps, 'url', webhook),
      kinds: [...webhook.kinds],
      state: webhook.state,
      offReason: webhook.offReason ?? null,
      failures: webhook.failures,
      failingSince: webhook.failingSince?.toISOString() ?? null,
      createdAt: webhook.createdAt.toISOString(),
    })),
  }
}

/** Switched on anew it begins without failures. @throws AppError `not_found` */
export async function changeWebhook(
  ctx: Context,
  { venueId, webhookId, state, kinds }: Input<'webhook.change'>,
): Promise<Output<'webhook.change'>> {
  const { deps } = ctx
  const { webhooks } = deps.collections
  const before = await webhookAt(ctx, venueId, webhookId)
  await record(ctx, 'webhook.changed', webhookId)
  const here = { _id: webhookId, venueId }
  if (kinds !== undefined) await webhooks.updateOne(here, { $set: { kinds: [...new Set(kinds)] } })
  if (state === undefined || state === before.state) return {}
  const switched =
    state === 'off'
      ? ({ $set: { state, offReason: 'by_hand' } } as const)
      : {
          $set: { state, onSince: new Date(deps.clock.now()), failures: 0 },
          $unset: { offReason: 1, failingSince: 1 } as const,
        }
  await webhooks.updateOne({ ...here, state: before.state }, switched)
  return {}
}

/** What was told to it runs out by itself. @throws AppError `not_found` */
export async function removeWebhook(
  ctx: Context,
  { venueId, webhookId }: Input<'webhook.remove'>,
): Promise<Output<'webhook.remove'>> {
  await webhookAt(ctx, venueId, webhookId)
  await record(ctx, 'webhook.removed', webhookId, webhookId)
  await ctx.deps.collections.webhooks.deleteOne({ _id: webhookId, venueId })
  return {}
}

/** @throws AppError `not_found` */
export async function webhookAt(ctx: Context, venueId: string, webhookId: string): Promise<WebhookDocument> {
  await permitAtKnownVenue(ctx, venueId)
  const found = await ctx.deps.collections.webhooks.findOne({ _id: webhookId, venueId }, { maxTimeMS: 3000 })
  if (found === null) throw new AppError('not_found')
  return found
}

async function record(
  { deps, actor, requestId }: Context,
  action: AuditAction,
  webhookId: string,
  once?: string,
): Promise<void> {
  const to = `webhook:${webhookId}`
  await deps.audit.record({ action, by: actor.key, to, ...(requestId !== '' && { requestId }) }, once)
}
