import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import type { TestHub } from './hub.ts'
import { grant } from './staff.ts'

/** Gives somebody with an account the power over the hub, from their next login on, without a second step. */
export function makeAdmin(hub: TestHub, accountId: string): Promise<void> {
  return grant(hub, accountId, [{ role: 'admin', venueId: null }])
}

/** What of one reservation could not be told, by each channel. @returns their ids */
export async function leaveDeadLetters({ db }: TestHub, reservationId: string): Promise<readonly string[]> {
  const now = Date.now()
  const of = { reservationId, order: [0, 1, 0] as const, by: 'guest' as const, start: now + 3_600_000, attempts: 12 }
  const ends = { endedAt: new Date(now - 300_000), expireAt: new Date(now + 86_400_000) }
  const rows: readonly DeliveryDocument[] = [
    { ...of, ...ends, ...letter(reservationId, 'reservation.confirmed', 'email'), state: 'dead', why: 'smtp_550' },
    { ...of, ...ends, ...letter(reservationId, 'reminder.sameDay', 'email'), state: 'ambiguous', why: 'sender_lost' },
    { ...of, ...ends, ...letter(reservationId, 'reservation.changed', 'push'), state: 'dead', why: 'fcm_400' },
  ]
  await db.collection<DeliveryDocument>('deliveries').insertMany([...rows])
  return rows.map(({ _id }) => _id)
}

function letter<K extends DeliveryDocument['kind'], C extends DeliveryDocument['channel']>(
  reservationId: string,
  kind: K,
  channel: C,
) {
  return { _id: `${reservationId}:${kind}:0-1-0:${channel}`, kind, channel }
}
