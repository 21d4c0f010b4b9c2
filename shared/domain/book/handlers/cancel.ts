import { endMet, meetClaim } from '../meetClaim.ts'
import type { Handler } from '../situation.ts'

/** Ends a booking for good. */
export const cancel: Handler<'cancel'> = (at, { claimId }) => {
  const met = meetClaim(at, claimId)
  return met.ok ? endMet(met, 'cancelled', 'cancel') : met
}
