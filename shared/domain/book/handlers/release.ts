import { endMet, meetClaim } from '../meetClaim.ts'
import type { Handler } from '../situation.ts'

/** Gives a hold or a block back. */
export const release: Handler<'release'> = (at, { claimId }) => {
  const met = meetClaim(at, claimId)
  return met.ok ? endMet(met, 'released', 'release') : met
}
