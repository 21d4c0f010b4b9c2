import type { Claim, Rules, Terms, Want } from '../../../shared/domain/book/types.ts'

const terms: Terms = { kind: 'toy' }

/** How long a toy claim stands. */
export const toyTurnMs = 60_000

/**
 * Rules without dining: the wanted units, or the first free of `units`, for `toyTurnMs`. They refuse nothing but the place
 * itself, so that a race is about the book alone.
 */
export function toyRules(units: readonly string[], settingsVersion = 1): Rules {
  return {
    settingsVersion,
    place: (claims, want) => {
      const end = want.end ?? want.start + toyTurnMs
      const inTheWay = claims.filter((claim) => claim.start < end && want.start < claim.end)
      const unitIds = want.unitIds ?? firstFree(units, inTheWay)
      const occupant = inTheWay.find((claim) => claim.unitIds.some((unit) => unitIds.includes(unit)))
      const guards = { notBefore: null, before: null }
      if (unitIds.length > 0 && occupant === undefined) {
        return { ok: true, placement: { unitIds, start: want.start, end, terms, moves: [] }, guards }
      }
      const isHold = (occupant === undefined ? inTheWay : [occupant]).some(({ expiresAt }) => expiresAt !== null)
      return { ok: false, reason: isHold ? 'held' : 'taken', guards }
    },
    admits: (unitIds) => (unitIds.every((unit) => units.includes(unit)) ? null : 'unknown_unit'),
    conflicts: () => [],
  }
}

function firstFree(units: readonly string[], inTheWay: readonly Claim[]): readonly string[] {
  const taken = new Set(inTheWay.flatMap(({ unitIds }) => unitIds))
  const free = units.find((unit) => !taken.has(unit))
  return free === undefined ? [] : [free]
}

/** A place for two through the front door. */
export function toyWant(start: number, more: Partial<Want> = {}): Want {
  return { start, party: 2, channel: 'online', ...more }
}
