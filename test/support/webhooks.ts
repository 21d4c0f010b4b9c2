import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from '../../server/core/webhooks/documents.ts'
import { sealWebhook } from '../../server/core/webhooks/sealing.ts'
import { newWebhookSecret } from '../../server/core/webhooks/signing.ts'
import { webhookKinds } from '../../shared/domain/notices/webhookFact.ts'
import type { TestHub } from './hub.ts'

const hourMs = 3_600_000

type Fate = Pick<WebhookDocument, 'state'> & Partial<WebhookDocument>

/** In the last places of the restaurant, so that others can still be added. */
const firstSlot = 7

/** Written by hand: one that works, one that fails, one that was switched off, the first with a log. */
export async function leaveWebhooks(hub: TestHub, venueId: string): Promise<void> {
  const now = Date.now()
  const fates: readonly Fate[] = [
    { state: 'on' },
    { state: 'on', failures: 4, failingSince: new Date(now - 2 * hourMs), kinds: webhookKinds.slice(0, 3) },
    { state: 'off', offReason: 'failing', failures: 40 },
  ]
  const webhooks = fates.map((fate, n) =>
    webhookOf(hub, { venueId, slot: firstSlot + n, createdAt: new Date(now - n), ...fate }),
  )
  await hub.db.collection<WebhookDocument>('webhooks').insertMany(webhooks)
  const [first] = webhooks
  if (first === undefined) return
  await hub.db.collection<WebhookDeliveryDocument>('webhook_deliveries').insertMany(logOf(first, now))
}

function webhookOf(
  { secrets }: TestHub,
  fate: Fate & Pick<WebhookDocument, 'venueId' | 'slot' | 'createdAt'>,
): WebhookDocument {
  const _id = newId()
  const crypt = createFieldCrypt(secrets)
  const url = `https://hooks.example.com/restaurants/couvert-${fate.slot}`
  return {
    _id,
    url: sealWebhook({ crypt }, 'url', _id, url),
    secret: sealWebhook({ crypt }, 'secret', _id, newWebhookSecret()),
    kinds: webhookKinds,
    onSince: fate.createdAt,
    failures: 0,
    by: 'account:somebody',
    bodyHash: '',
    ...fate,
  }
}

/** What was told, what waits for its next try, and what was given up. */
function logOf({ _id: webhookId, venueId }: WebhookDocument, now: number): WebhookDeliveryDocument[] {
  const reservationId = `${venueId}_20270314_${newId()}`
  const of = { webhookId, venueId, reservationId, order: [0, 1, 0] as const, expireAt: new Date(now + 24 * hourMs) }
  const at = (ago: number) => ({ at: new Date(now - ago), since: new Date(now - ago) })
  const later = { state: 'pending', dueAt: new Date(now + hourMs), lastStatus: 503, why: 'http_503' } as const
  return [
    { _id: newId(), ...of, ...at(60_000), kind: 'reservation.changed', attempts: 2, ...later },
    { _id: newId(), ...of, ...at(hourMs), kind: 'reservation.confirmed', attempts: 1, state: 'sent', lastStatus: 200 },
    { _id: newId(), ...of, ...at(2 * hourMs), kind: 'reservation.noShow', attempts: 12, state: 'dead', why: 'timeout' },
  ]
}
