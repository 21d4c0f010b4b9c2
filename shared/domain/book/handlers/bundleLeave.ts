import { mayBecome } from '../lifecycle.ts'
import { claimOf, meetClaim, notAllowed } from '../meetClaim.ts'
import { accept, type Handler } from '../situation.ts'

/** Marks a booking as going when the bundle commits; until then it keeps its units. Told twice, it is done once. */
export const bundleLeave: Handler<'bundleLeave'> = (at, { bundleId, claimId }) => {
  const known = claimOf(at.book, claimId)
  if (known?.bundle?.id === bundleId) return accept([], known)
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  // A claim of a bundle ends only by its outcome, so none may leave that could run out meanwhile.
  if (met.claim.expiresAt !== null || !mayBecome(met.claim.state, 'cancelled')) return notAllowed(met, 'bundleLeave')
  const claim = { ...met.claim, bundle: { id: bundleId, role: 'leaving' } as const }
  return accept([{ type: 'claim.changed', claim, why: 'bundleLeave' }], claim)
}
