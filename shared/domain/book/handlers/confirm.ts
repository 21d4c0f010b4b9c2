import { meetClaim, notAllowed } from '../meetClaim.ts'
import { accept, type Handler } from '../situation.ts'
import type { ClaimState } from '../types.ts'

const to = 'confirmed' as const

/** States that wait for somebody else than the guest: the venue, or a payment. Their yes comes from staff. */
const waiting: ReadonlySet<ClaimState> = new Set<ClaimState>(['requested', 'awaiting_payment'])

/** Makes a hold, or a claim that waits, a promise. To undo an arrival or a no-show is `advance`, not this. */
export const confirm: Handler<'confirm'> = (at, { claimId }) => {
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  const { state } = met.claim
  if (state !== 'held' && !(at.by.staff && waiting.has(state))) return notAllowed(met, to)
  const claim = { ...met.claim, state: to, expiresAt: null }
  return accept([{ type: 'claim.changed', claim, why: 'confirm' }], claim, met.guards)
}
