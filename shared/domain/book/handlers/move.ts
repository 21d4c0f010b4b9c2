import { mergeGuards } from '../guards.ts'
import { meetClaim, notAllowed } from '../meetClaim.ts'
import { sortUnits } from '../placeClaim.ts'
import { accept, type Handler } from '../situation.ts'
import { stillConflicts } from '../stillConflicts.ts'
import { takeUnits } from '../takeUnits.ts'

/** Other units for the same time, fixed by staff's hand: re-packing leaves them from then on. */
export const move: Handler<'move'> = (at, { claimId, unitIds }) => {
  const met = meetClaim(at, claimId)
  if (!met.ok) return met
  if (!at.by.staff) return notAllowed(met, 'move')
  const moved = { ...met.claim, unitIds: sortUnits(unitIds), pinned: true }
  const taken = takeUnits(at, moved)
  if (!taken.ok) return { ...taken, guards: mergeGuards(met.guards, taken.guards) }
  const claim = { ...moved, flagged: moved.flagged && stillConflicts(at, moved) }
  return accept([{ type: 'claim.changed', claim, why: 'move' }], claim, mergeGuards(met.guards, taken.guards))
}
