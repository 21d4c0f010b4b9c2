import { meetClaim, notAllowed } from '../meetClaim.ts'
import { accept, type Handler, refuse } from '../situation.ts'
import { stillConflicts } from '../stillConflicts.ts'
import type { ClaimState } from '../types.ts'

const to = 'confirmed' as const

/** States that wait for somebody else than the guest: the venue, or a payment. Their yes comes from staff. */
const waiting: ReadonlySet<ClaimState> = new Set<ClaimState>(['requested', 'awaiting_payment'])

/**
 * Makes a hold, or a claim that waits, a promise. To undo an arrival or a no-show is `advance`, not this.
 *
 * A hold that a change of settings flagged is judged again: nothing was promised yet, so a guest cannot book what is no
 * longer offered. Staff can; the flag stays to be seen.
 */
export const confirm: Handler<'confirm'> = (at, { claimId }) => {
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  const { state } = met.claim
  if (state !== 'held' && !(at.by.staff && waiting.has(state))) return notAllowed(met, to)
  const flagged = met.claim.flagged && stillConflicts(at, met.claim)
  if (flagged && !at.by.staff) return refuse({ code: 'slot_unavailable', reason: 'no_longer_offered' }, met.guards)
  const claim = { ...met.claim, state: to, expiresAt: null, flagged }
  return accept([{ type: 'claim.changed', claim, why: 'confirm' }], claim, met.guards)
}
