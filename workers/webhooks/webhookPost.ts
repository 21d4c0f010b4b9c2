import type { Deps } from '../../server/core/deps.ts'
import { type ClaimedOf, createClaims, type Settled } from '../../server/core/notices/claims.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from '../../server/core/webhooks/documents.ts'
import { noteFailure, noteGone, noteSuccess } from '../../server/core/webhooks/health.ts'
import { openWebhook } from '../../server/core/webhooks/sealing.ts'
import { noteEnd } from '../notices/noteEnd.ts'
import { givenUp } from '../notices/tries.ts'
import { afterAnswer, isGone, isSuccess } from './afterAnswer.ts'
import type { CallWebhook, WebhookAnswer } from './send.ts'

export interface WebhookPost {
  /** Tells one thing, if it is due and nobody else is about to. */
  send(deliveryId: string): Promise<void>
  /** Begins with what is due, as far as there is room. @returns how much that was */
  sweep(): Promise<number>
  /** Begins with nothing any more, and lets what is under way finish. */
  close(): Promise<void>
}

interface Options {
  readonly deps: Deps
  readonly call: CallWebhook
  readonly random: () => number
}

/** Under way at a time; of one restaurant fewer, so that addresses that are slow to answer hold up nobody else. */
const atOnce = 40
const atOnceOfOne = 4
/** More than three days have room for: whatever takes its senders down with it comes to an end. */
const mostTries = 60

type Claimed = ClaimedOf<WebhookDeliveryDocument>

/**
 * Tells webhooks, at least once: lost with its sender a delivery goes again under the same id. The order in which they
 * arrive means nothing.
 */
export function createWebhookPost({ deps, call, random }: Options): WebhookPost {
  const { clock, collections, log } = deps
  const { webhooks, webhookDeliveries } = collections
  const claims = createClaims<WebhookDeliveryDocument>(webhookDeliveries, { now: clock.now, newId: deps.newId })
  const underWay = new Map<string, { readonly venueId: string; readonly done: Promise<void> }>()
  let isClosed = false

  async function send(deliveryId: string): Promise<void> {
    const claimed = await claims.claim(deliveryId)
    if (claimed === null) return
    const why = givenUp(claimed, mostTries)
    if (why !== null) return settle(claimed, { state: 'dead', why })
    const webhook = await webhooks.findOne({ _id: claimed.webhookId }, { maxTimeMS: 5000 })
    if (webhook?.state !== 'on') return settle(claimed, { state: 'suppressed', why: 'switched_off' })
    const answer = await claims.sending(claimed, () => tell(webhook, claimed))
    if (answer === null) return
    const tries = { attempts: claimed.attempts, since: claimed.since.getTime(), now: clock.now(), random }
    await settle(claimed, afterAnswer(answer, tries), answer.status)
    await learn(webhook, answer)
  }

  async function tell(webhook: WebhookDocument, { _id, kind, at, venueId, reservationId, order }: Claimed) {
    const [, version] = order
    return call({
      url: openWebhook(deps, 'url', webhook),
      secret: openWebhook(deps, 'secret', webhook),
      id: _id,
      timestamp: Math.floor(clock.now() / 1000),
      body: JSON.stringify({ id: _id, kind, at: at.toISOString(), venueId, reservationId, version }),
    })
  }

  async function settle(claimed: Claimed, settled: Settled, lastStatus?: number | null): Promise<void> {
    noteEnd(deps, { ...claimed, channel: 'webhook' }, settled)
    await claims.settle(claimed, settled, lastStatus === undefined ? {} : { lastStatus })
  }

  function learn(webhook: WebhookDocument, answer: WebhookAnswer): Promise<void> {
    if (isSuccess(answer)) return noteSuccess(deps, webhook)
    return isGone(answer) ? noteGone(deps, webhook) : noteFailure(deps, webhook)
  }

  /** Never fails: what is left unsettled is due again once its claim has run out. */
  function begin({ _id, venueId }: Pick<WebhookDeliveryDocument, '_id' | 'venueId'>): void {
    const done = send(_id)
      .catch((err: unknown) => log.error({ err, job: 'webhooks' }, 'a webhook could not be told'))
      .finally(() => underWay.delete(_id))
    underWay.set(_id, { venueId, done })
  }

  const countOf = (venueId: string) => [...underWay.values()].filter((it) => it.venueId === venueId).length
  const fullVenues = () => [...new Set([...underWay.values()].map(({ venueId }) => venueId))].filter(isFull)
  const isFull = (venueId: string) => countOf(venueId) >= atOnceOfOne

  return {
    send,
    async sweep() {
      const room = atOnce - underWay.size
      if (isClosed || room <= 0) return 0
      const due = await webhookDeliveries
        .find(
          { dueAt: { $lte: new Date(clock.now()), $type: 'date' }, venueId: { $nin: fullVenues() } },
          { projection: { venueId: 1 }, maxTimeMS: 5000 },
        )
        .sort({ dueAt: 1 })
        .limit(room)
        .toArray()
      let begun = 0
      for (const row of due) {
        if (underWay.has(row._id) || isFull(row.venueId)) continue
        begin(row)
        begun += 1
      }
      return begun
    },
    async close() {
      isClosed = true
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}
