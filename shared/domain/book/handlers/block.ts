import { refuseKnown } from '../makeClaim.ts'
import { sortUnits } from '../placeClaim.ts'
import { accept, type CommandOf, type Handler, refuse, type Situation } from '../situation.ts'
import { takeUnits } from '../takeUnits.ts'
import type { Claim } from '../types.ts'

/** Takes units out of use for a time. It serves no reservation. */
export const block: Handler<'block'> = (at, command) => {
  const claim = blockedClaim(at, command)
  const known = refuseKnown(at, claim)
  if (known !== null) return known
  if (claim.end <= claim.start) return refuse({ code: 'slot_unavailable', reason: 'outside_service' })
  const taken = takeUnits(at, claim)
  return taken.ok ? accept([{ type: 'claim.made', claim }], claim, taken.guards) : taken
}

function blockedClaim({ by }: Situation, { claimId, unitIds, start, end }: CommandOf<'block'>): Claim {
  return {
    id: claimId,
    reservationId: null,
    unitIds: sortUnits(unitIds),
    start,
    end,
    party: 0,
    state: 'blocked',
    expiresAt: null,
    holder: by.key,
    channel: 'in_house',
    terms: { kind: 'block' },
    pinned: true,
    override: false,
    flagged: false,
    bundle: null,
    generation: 0,
  }
}
