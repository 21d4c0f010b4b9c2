import { occupies } from '../book/lifecycle.ts'
import type { Claim } from '../book/types.ts'
import type { Engine } from './engine.ts'
import { type Seating, seatingOf } from './night.ts'
import { arrivingAmong, askPacing } from './pacing.ts'
import { sittingAt } from './slots.ts'

/**
 * Claims that stand against these settings: on a table that is gone or no longer keeps the promise, outside every
 * service, or beyond the pacing after those before them (by start, then id). What staff overrode only needs its tables.
 * Turn times are frozen into claims, so a change of theirs breaks nothing.
 */
export function conflicts(engine: Engine, claims: readonly Claim[]): readonly string[] {
  const standing = claims.filter((claim) => occupies(claim.state))
  const ordered = [...standing].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  let before: readonly Seating[] = []
  const broken: string[] = []
  for (const claim of ordered) {
    const seating = seatingOf(engine.room, claim)
    const sound =
      tablesStand(claim, seating) && (isFree(claim) || (isServed(engine, claim) && isPaced(engine, before, seating)))
    if (!sound) broken.push(claim.id)
    before = [...before, seating]
  }
  return broken
}

/** Bound to nothing but its tables: a block, or what staff overrode. */
function isFree(claim: Claim): boolean {
  return claim.override || claim.state === 'blocked'
}

function tablesStand(claim: Claim, { tables, options }: Seating): boolean {
  if (tables.length < claim.unitIds.length) return false
  return isFree(claim) || options.some((option) => option.tables.join() === tables.join())
}

function isServed({ day }: Engine, { start, end }: Claim): boolean {
  return sittingAt(day, start) !== undefined && end <= day.bounds.end
}

function isPaced({ day }: Engine, before: readonly Seating[], seating: Seating): boolean {
  const sitting = sittingAt(day, seating.start)
  if (sitting === undefined) return true
  return askPacing(sitting.pacing, arrivingAmong(day, before, seating)).reason === null
}
