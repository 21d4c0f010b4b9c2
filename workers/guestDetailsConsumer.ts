import { detailsIdOf } from '../server/core/commands/guestDetails.ts'
import type { Core } from '../server/core/createCore.ts'
import type { EventDocument } from '../server/core/lane/documents.ts'
import type { Consumer } from '../server/core/outbox/relay.ts'

/** A guest's words are kept this long after the visit. */
const keptMs = 180 * 86_400_000

/** Keeps the words of who did confirm until well after the visit; those written for nothing go with their first date. */
export function createGuestDetailsConsumer({ deps }: Core): Consumer {
  const { guestDetails } = deps.collections

  async function keep({ event, op, actor, requestId, bodyHash }: EventDocument): Promise<void> {
    if (event.type !== 'claim.made' && event.type !== 'claim.changed') return
    const { reservationId, end } = event.claim
    if (reservationId === null) return
    const expireAt = new Date(end + keptMs)
    if (requestId !== null && (op === 'confirm' || op === 'book')) {
      const _id = detailsIdOf(reservationId, actor, requestId, bodyHash)
      await guestDetails.updateOne({ _id }, { $set: { confirmed: true }, $max: { expireAt } })
    } else {
      await guestDetails.updateMany({ reservationId, confirmed: true }, { $max: { expireAt } })
    }
  }

  return {
    name: 'guest details',
    async hear(events) {
      for (const event of events) await keep(event)
    },
  }
}
