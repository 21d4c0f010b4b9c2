import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../book/types.ts'
import { type AlertKind, alertKinds, type DigestPace } from './alerts.ts'
import type { Facts, Visit } from './decideNotice.ts'

const hourMs = 3_600_000
/** On the restaurant's clock: before the day's work begins there. */
const morning = '09:00'

/** When the digest goes that takes what happens at `now`: on the hour, or in the morning. @param zone IANA */
export function digestAt(pace: DigestPace, zone: string, now: Instant): Instant {
  if (pace === 'hourly') return (Math.floor(now / hourMs) + 1) * hourMs
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const [first, next] = [0, 1].map((days) => {
    const at = today.add({ days }).toPlainDateTime(morning)
    return at.toZonedDateTime(zone).epochMilliseconds
  })
  return first !== undefined && first > now ? first : (next ?? now)
}

/** What happened to one reservation since the last digest, in its order; at least one. */
export interface Happened {
  readonly kinds: readonly AlertKind[]
  /** As it was before the first of them; null: there was nothing. */
  readonly before: Visit | null
}

/** How it goes into the digest. */
export type DigestLine = { readonly what: 'made' | 'cancelled' } | { readonly what: 'changed'; readonly before: Visit }

/**
 * One line for each reservation, as it is now. Left out is whatever nobody needs to hear any more: a booking that came and
 * went within one digest, a change that was taken back, a visit that is over. A cancellation is told where an earlier
 * digest told the booking.
 *
 * @returns null: it is left out
 */
export function digestLine(
  { kinds, before }: Happened,
  reservation: Facts['reservation'],
  now: Instant,
): DigestLine | null {
  if (reservation === null || now >= reservation.end) return null
  const { state, start, party } = reservation
  const isNew = kinds[0] === 'alert.made'
  if (kinds.includes('alert.cancelled') && alertKinds['alert.cancelled'].trueIn.has(state)) {
    return isNew ? null : { what: 'cancelled' }
  }
  if (!alertKinds['alert.made'].trueIn.has(state)) return null
  if (isNew) return { what: 'made' }
  const isOther = before !== null && (before.start !== start || before.party !== party)
  return isOther ? { what: 'changed', before } : null
}
