import { isMovable, type Night, type Reach, type Seating } from './night.ts'
import type { Instant } from './settings.ts'

/** The room at one instant: who is at each table, and which tables nobody can be moved from. */
interface Moment {
  readonly at: readonly (Seating | undefined)[]
  readonly fixed: readonly number[]
  /** Parties of a reach that is known, and whether there are too few tables for one. */
  readonly tooFew: Map<Reach, boolean>
}

interface Moments {
  /** When somebody arrives, in order. */
  readonly arrivals: readonly Instant[]
  readonly known: Map<Instant, Moment>
}

/** One night is asked about many parties. */
const momentsOf = new WeakMap<Night, Moments>()

/**
 * A quick proof that no re-packing seats the party: at some instant those who would have to share a set of tables need
 * more than there are (Hall's condition; a combination counts with the fewest tables its party could do with).
 *
 * Looks only at claims that touch the party's stay.
 */
export function cannotFit(night: Night, party: Seating): boolean {
  let moments = momentsOf.get(night)
  if (moments === undefined) momentsOf.set(night, (moments = arrivalsOf(night)))
  if (isTooFull(night, moments, party.start, party.reach)) return true
  // The room only fills when somebody arrives.
  for (const instant of moments.arrivals) {
    if (instant >= party.end) return false
    if (instant > party.start && isTooFull(night, moments, instant, party.reach)) return true
  }
  return false
}

function arrivalsOf({ seatings }: Night): Moments {
  return { arrivals: [...new Set(seatings.map(({ start }) => start))], known: new Map() }
}

function isTooFull(night: Night, { known }: Moments, instant: Instant, reach: Reach): boolean {
  let moment = known.get(instant)
  if (moment === undefined) known.set(instant, (moment = lookAround(night, instant)))
  let tooFew = moment.tooFew.get(reach)
  if (tooFew === undefined) moment.tooFew.set(reach, (tooFew = tooFewTables(moment, reach)))
  return tooFew
}

function lookAround({ byTable, now }: Night, instant: Instant): Moment {
  const at = byTable.map((seatings) => seatings.find((it) => it.start <= instant && instant < it.end))
  const fixed: number[] = []
  at.forEach((seating, table) => {
    if (seating === undefined || isMovable(seating, now)) return
    fixed[table >>> 5] = (fixed[table >>> 5] ?? 0) | (1 << (table & 31))
  })
  return { at, fixed, tooFew: new Map() }
}

/** Widens the tables sought by those of whoever sits at one, until nobody is added. */
function tooFewTables({ at, fixed }: Moment, reach: Reach): boolean {
  const asking = [reach]
  const sharing = new Set<Seating>()
  const sought: number[] = []
  let tables = 0
  let needed = 0
  for (const { words, needs } of asking) {
    needed += needs
    for (let i = 0; i < words.length; i += 1) {
      let added = (words[i] ?? 0) & ~(fixed[i] ?? 0) & ~(sought[i] ?? 0)
      sought[i] = (sought[i] ?? 0) | added
      for (; added !== 0; added &= added - 1) {
        tables += 1
        const seating = at[i * 32 + 31 - Math.clz32(added & -added)]
        if (seating === undefined || sharing.has(seating)) continue
        sharing.add(seating)
        asking.push(seating.reach)
      }
    }
  }
  return needed > tables
}
