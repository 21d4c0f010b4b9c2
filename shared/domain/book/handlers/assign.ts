import { meetClaim, notAllowed } from '../meetClaim.ts'
import { accept, type Handler } from '../situation.ts'

/** Hands a claim to somebody else: a visitor who becomes an account. Only whose it is gives it away. */
export const assign: Handler<'assign'> = (at, { claimId, to }) => {
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  if (met.claim.holder !== at.by.key) return notAllowed(met, 'assign')
  const claim = { ...met.claim, holder: to }
  return accept([{ type: 'claim.changed', claim, why: 'assign' }], claim, met.guards)
}
