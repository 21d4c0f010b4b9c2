import type { Claim, Instant } from '../../../shared/domain/book/types.ts'
import type { Weight } from './entry.ts'
import { limits } from './limits.ts'

/** A claim as it stands in its book. A bundle's arriving claim replaces a booking, so it is none of the holds. */
export function weightOf({ state, bundle, start, end, expiresAt }: Claim): Weight {
  const kind = state === 'held' && bundle === null ? 'hold' : 'booking'
  return { kind, start, end, until: expiresAt ?? bookedUntil(start, end) }
}

/** A booking weighs as long as another one might come too close to it. */
export function bookedUntil(start: Instant, end: Instant): Instant {
  return Math.max(end, start + limits.apartMs)
}
