import { findRoom } from './overlap.ts'
import { type Refused, refuse, type Situation } from './situation.ts'
import type { Claim, Guards } from './types.ts'

/** Guards under which the units are the claim's, or why not. */
export type Taken = { readonly ok: true; readonly guards: Guards } | Refused

/** Whether a claim may take units that staff chose: the rules say if they exist, the book if they are free. */
export function takeUnits(at: Situation, claim: Claim): Taken {
  const reason = claim.unitIds.length === 0 ? 'unknown_unit' : at.rules.admits(claim.unitIds, claim.start, claim.end)
  return reason === null ? takeRoom(at, claim) : refuse({ code: 'slot_unavailable', reason })
}

/** Whether the units a claim names are free for it. */
export function takeRoom(at: Situation, claim: Claim): Taken {
  const room = findRoom(claim, at.standing, at.now)
  return room.free
    ? { ok: true, guards: room.guards }
    : refuse({ code: 'slot_unavailable', reason: room.reason }, room.guards)
}
