import { mergeGuards } from '../guards.ts'
import { meetClaim, notAllowed } from '../meetClaim.ts'
import { placeClaim } from '../placeClaim.ts'
import { accept, type Handler } from '../situation.ts'
import type { ClaimState } from '../types.ts'

const byGuest: ReadonlySet<ClaimState> = new Set<ClaimState>(['held', 'requested', 'confirmed'])
/** Who has come is changed by those who see the room. */
const byStaff: ReadonlySet<ClaimState> = new Set<ClaimState>([...byGuest, 'arrived', 'seated'])

/** Another time or party. The old place is given up only in the event that takes the new one; refused, it stays. */
export const modify: Handler<'modify'> = (at, { claimId, want }) => {
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  if (!(at.by.staff ? byStaff : byGuest).has(met.claim.state)) return notAllowed(met, 'modify')
  const placed = placeClaim(at, met.claim, want)
  if (!placed.ok) return { ...placed, guards: mergeGuards(met.guards, placed.guards) }
  const { claim, moves } = placed
  const guards = mergeGuards(met.guards, placed.guards)
  return accept([...moves, { type: 'claim.changed', claim, why: 'modify' }], claim, guards)
}
