import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Order } from '../../../shared/domain/notices/decideNotice.ts'
import { factOf } from '../../../shared/domain/notices/factOf.ts'
import { duesOf, type KindName, kinds, type NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import type { EventDocument } from '../lane/documents.ts'
import { deliveryIdOf } from './deliveryId.ts'
import type { DeliveryDocument } from './documents.ts'

/** After the visit. */
const keptMs = 180 * 86_400_000

type Happened = Pick<EventDocument, 'version' | 'n' | 'actor' | 'op' | 'event' | 'at'>

/**
 * What these events lead to. The same events lead to the same ids, so that hearing of them again changes nothing.
 *
 * @param channels no others are planned for
 */
export function planDeliveries(
  events: readonly Happened[],
  channels: ReadonlySet<NoticeChannel>,
): readonly DeliveryDocument[] {
  return events.flatMap((happened) => planned(happened).filter(({ channel }) => channels.has(channel)))
}

function planned({ version, n, actor, op, event, at }: Happened): readonly DeliveryDocument[] {
  const kind = factOf(event, op)
  if (kind === null || event.type === 'settings.adopted' || event.claim.reservationId === null) return []
  const { reservationId, holder, start, end, generation } = event.claim
  const order: Order = [generation, version, n]
  const now = at.getTime()
  const row = (of: KindName, dueAt: Instant) =>
    kinds[of].channels.map(
      (channel): DeliveryDocument => ({
        _id: deliveryIdOf([reservationId, of, kinds[of].ofVisit ? start : order.join('-')], channel),
        kind: of,
        channel,
        reservationId,
        order,
        start,
        by: actor === holder ? 'guest' : 'restaurant',
        state: 'pending',
        dueAt: new Date(dueAt),
        attempts: 0,
        expireAt: new Date(end + keptMs),
      }),
    )
  const isComing = kind === 'reservation.confirmed' || kind === 'reservation.changed'
  const reminders = isComing ? duesOf(start, now).flatMap((due) => row(due.kind, due.at)) : []
  return [...row(kind, now), ...reminders]
}
