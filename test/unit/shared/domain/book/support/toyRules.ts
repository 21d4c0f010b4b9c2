import { noGuards } from '../../../../../../shared/domain/book/guards.ts'
import { occupiedUntil } from '../../../../../../shared/domain/book/overlap.ts'
import type {
  Claim,
  Guards,
  Instant,
  Placement,
  PlaceResult,
  Reason,
  Rules,
  Want,
} from '../../../../../../shared/domain/book/types.ts'

export interface ToyOptions {
  /** Unit ids with their size, in the order they are tried. */
  readonly units?: Readonly<Record<string, number>>
  readonly settingsVersion?: number
  /** Length of a stay. */
  readonly turn?: number
  /** Refuse starts nearer than this. */
  readonly lead?: number
  /** Move one other claim where that makes room. */
  readonly repack?: boolean
  /** Ids that the settings would break. */
  readonly conflicts?: readonly string[]
}

type Answer = Reason | Omit<Placement, 'start' | 'end' | 'terms'>

/** First fit over single units: the least a rules module can do. */
export function toyRules(options: ToyOptions = {}): Rules {
  const { units = { a: 2, b: 2, c: 4 }, settingsVersion = 3, turn = 100, lead = 0, repack = false } = options

  function place(claims: readonly Claim[], want: Want, now: Instant): PlaceResult {
    const latest = want.start - lead + 1
    const leads = want.override !== true && lead > 0
    if (leads && now >= latest) {
      return { ok: false, reason: 'lead_time', guards: { notBefore: latest, before: null } }
    }
    const end = want.end ?? want.start + turn
    const answer = search(claims, want, end, now)
    const before = leads ? latest : null
    if (typeof answer !== 'string') {
      const placement = { ...answer, start: want.start, end, terms: { kind: 'toy' } }
      return { ok: true, placement, guards: { notBefore: null, before } }
    }
    const overrun = overrunGuards(claims, want, now)
    const sooner = before === null || (overrun.before !== null && overrun.before < before) ? overrun.before : before
    return { ok: false, reason: answer, guards: { notBefore: overrun.notBefore, before: sooner } }
  }

  function search(claims: readonly Claim[], want: Want, end: Instant, now: Instant): Answer {
    const fitting = Object.keys(units).filter((unit) => Number(units[unit]) >= want.party)
    const candidates = want.unitIds === undefined ? fitting : fitting.filter((unit) => want.unitIds?.includes(unit))
    if (candidates.length === 0) return 'no_table_fits'
    const inWay = (unit: string, start: Instant, until: Instant, ignored = ''): readonly Claim[] =>
      claims.filter(
        (claim) =>
          claim.id !== ignored &&
          claim.unitIds.includes(unit) &&
          claim.start < until &&
          start < occupiedUntil(claim, now),
      )
    for (const unit of candidates) {
      if (inWay(unit, want.start, end).length === 0) return { unitIds: [unit], moves: [] }
    }
    for (const unit of repack ? candidates : []) {
      const [only, second] = inWay(unit, want.start, end)
      if (only === undefined || second !== undefined || only.pinned || !['held', 'confirmed'].includes(only.state)) {
        continue
      }
      const to = Object.keys(units).find(
        (other) =>
          other !== unit &&
          Number(units[other]) >= only.party &&
          inWay(other, only.start, only.end, only.id).length === 0,
      )
      if (to !== undefined && only.unitIds.length === 1) {
        return { unitIds: [unit], moves: [{ claimId: only.id, unitIds: [to] }] }
      }
    }
    const isHeld = candidates.some((unit) => inWay(unit, want.start, end).every(({ state }) => state === 'held'))
    return isHeld ? 'held' : 'taken'
  }

  return {
    settingsVersion,
    place,
    admits: (unitIds) => (unitIds.every((unit) => unit in units) ? null : 'unknown_unit'),
    conflicts: (claims) => claims.map(({ id }) => id).filter((id) => options.conflicts?.includes(id)),
  }
}

/** Any seated party at all may sit on; where that could matter is told more often than it does. */
function overrunGuards(claims: readonly Claim[], want: Want, now: Instant): Guards {
  const starts = claims.map(({ start }) => start).concat(want.start)
  if (!claims.some(({ state }) => state === 'seated')) return noGuards
  const past = starts.filter((start) => start <= now)
  const ahead = starts.filter((start) => start > now)
  return {
    notBefore: past.length > 0 ? Math.max(...past) : null,
    before: ahead.length > 0 ? Math.min(...ahead) : null,
  }
}

/** Rules that give always the same answer, true or not. */
export function fixedRules(answer: PlaceResult): Rules {
  return { ...toyRules(), place: () => answer }
}
