import type { mongo } from 'mongoose'
import { detailsIdOf } from '../server/core/commands/guestDetails.ts'
import type { Core } from '../server/core/createCore.ts'
import type { EventDocument } from '../server/core/lane/documents.ts'
import type { GuestDetailsDocument } from '../server/core/models/documents.ts'
import type { Consumer } from '../server/core/outbox/relay.ts'
import type { ChangeCause } from '../shared/domain/book/types.ts'

type Write = mongo.AnyBulkWriteOperation<GuestDetailsDocument>

/** A guest's words are kept this long after the visit. */
const keptMs = 180 * 86_400_000

/** Keeps the words of who did confirm until well after the visit; those written for nothing go with their first date. */
export function createGuestDetailsConsumer({ deps }: Core): Consumer {
  const { guestDetails } = deps.collections
  return {
    name: 'guest details',
    async hear(events) {
      const writes = events.flatMap(keeping)
      if (writes.length > 0) await guestDetails.bulkWrite(writes, { ordered: true })
    },
  }
}

/** Causes by which a visit ends at another time. */
const movesEnd: ReadonlySet<string> = new Set<ChangeCause>(['modify', 'bundle'])

function keeping({ event, op, actor, requestId, bodyHash }: EventDocument): Write[] {
  if (event.type !== 'claim.made' && event.type !== 'claim.changed') return []
  const { reservationId, end } = event.claim
  if (reservationId === null) return []
  const $max = { expireAt: new Date(end + keptMs) }
  const cause = event.type === 'claim.made' ? op : event.why
  if (requestId !== null && (cause === 'confirm' || cause === 'book')) {
    const _id = detailsIdOf(reservationId, actor, requestId, bodyHash)
    return [{ updateOne: { filter: { _id }, update: { $set: { confirmed: true }, $max } } }]
  }
  if (!movesEnd.has(cause)) return []
  return [{ updateMany: { filter: { reservationId, confirmed: true }, update: { $max } } }]
}
