import { mergeGuards } from '../guards.ts'
import { isEnd, mayBecome, occupies } from '../lifecycle.ts'
import { endMet, meetClaim, notAllowed } from '../meetClaim.ts'
import { accept, type Handler } from '../situation.ts'
import { takeRoom } from '../takeUnits.ts'
import type { Edge } from '../types.ts'

/** Ends that have a command of their own, or come by themselves. */
const otherDoors: ReadonlySet<Edge> = new Set<Edge>(['released', 'cancelled', 'expired'])

/** A step along the table of edges as staff see it happen: who came, sat down, left, or did not come after all. */
export const advance: Handler<'advance'> = (at, { claimId, to }) => {
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  if (!at.by.staff || otherDoors.has(to) || !mayBecome(met.claim.state, to)) return notAllowed(met, to)
  if (isEnd(to)) return endMet(met, to, 'advance')
  const claim = { ...met.claim, state: to, expiresAt: to === 'awaiting_payment' ? met.claim.expiresAt : null }
  // Who was marked a no-show lost the units: others may have them by now.
  const taken = occupies(met.claim.state) ? met : takeRoom(at, claim)
  if (!taken.ok) return taken
  return accept([{ type: 'claim.changed', claim, why: 'advance' }], claim, mergeGuards(met.guards, taken.guards))
}
