import { claimOf } from './meetClaim.ts'
import { type Draft, placeClaim } from './placeClaim.ts'
import { accept, type Refused, refuse, type Situation } from './situation.ts'
import type { Claim, Decision, Want } from './types.ts'

/** A new claim wherever the rules find a place for it. */
export function makeClaim(at: Situation, draft: Draft, want: Want): Decision {
  const known = refuseKnown(at, draft)
  if (known !== null) return known
  const placed = placeClaim(at, draft, want)
  if (!placed.ok) return placed
  const { claim, moves, guards } = placed
  return accept([...moves, { type: 'claim.made', claim }], claim, guards)
}

/** The refusal of an id that the book has already: no claim is ever overwritten by a new one. */
export function refuseKnown({ book }: Situation, { id, state }: Pick<Claim, 'id' | 'state'>): Refused | null {
  const known = claimOf(book, id)
  return known === undefined ? null : refuse({ code: 'not_allowed_now', from: known.state, to: state })
}
