import { type WebhookKind, webhookFactOf } from '../../../shared/domain/notices/webhookFact.ts'
import { idOf } from '../infra/ids.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { EventDocument } from '../lane/documents.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from './documents.ts'

export const webhookKeptMs = 30 * 86_400_000

/** A fact that webhooks are told. */
export interface WebhookFact
  extends Pick<WebhookDeliveryDocument, 'venueId' | 'kind' | 'reservationId' | 'order' | 'at'> {
  readonly eventId: string
}

export function webhookFacts(events: readonly EventDocument[]): readonly WebhookFact[] {
  return events.flatMap((document) => {
    const kind = webhookFactOf(document.event, document.op)
    return kind === null ? [] : factIn(document, kind)
  })
}

function factIn({ _id, book, version, n, event, at }: EventDocument, kind: WebhookKind): readonly WebhookFact[] {
  if (event.type === 'settings.adopted' || event.claim.reservationId === null) return []
  const { reservationId, generation } = event.claim
  return [
    { eventId: _id, venueId: parseBookId(book).venueId, kind, reservationId, order: [generation, version, n], at },
  ]
}

/** A row for each webhook that wants to know; the same facts make the same ids, so that hearing again adds nothing. */
export function planWebhooks(
  facts: readonly WebhookFact[],
  webhooks: readonly Pick<WebhookDocument, '_id' | 'venueId' | 'kinds'>[],
  now: Date,
): readonly WebhookDeliveryDocument[] {
  return facts.flatMap(({ eventId, ...fact }) =>
    webhooks
      .filter(({ venueId, kinds }) => venueId === fact.venueId && kinds.includes(fact.kind))
      .map(({ _id: webhookId }) => ({
        _id: idOf(`webhook-delivery ${webhookId} ${eventId}`),
        webhookId,
        ...fact,
        since: now,
        state: 'pending' as const,
        dueAt: now,
        attempts: 0,
        expireAt: new Date(now.getTime() + webhookKeptMs),
      })),
  )
}
