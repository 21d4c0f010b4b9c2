import type { Seating } from './night.ts'
import type { Option } from './options.ts'

/** A place a seating may be given; its current one may be beyond its promise, and then has no option. */
export type Place = Pick<Option, 'tables'>

export interface Waiting {
  /** In order of their starts. */
  readonly group: readonly Seating[]
  /** Where each of them may be, best first. */
  readonly places: readonly (readonly Place[])[]
  /** Tables that could be swapped in any plan for the group. */
  readonly kinds: readonly (readonly number[])[]
  /** Counts a step: one place tried. False: there are none left. */
  readonly step: () => boolean
}

/**
 * Seats a group one after another, so that what is still to be decided depends on the past only through the time each
 * table becomes free. Times are kept as the number of the first member that comes late enough.
 *
 * Two things end most ways early: a state from which the rest was found impossible is never searched again, and nobody
 * is seated where those who are to arrive meanwhile would share fewer tables than they need (Hall's condition).
 *
 * @returns a place for each; null if there is no way, or the steps ran out
 */
export function seatInOrder(waiting: Waiting): readonly Place[] | null {
  const search = new Search(waiting)
  return search.from(0) ? search.chosen : null
}

/** A set of tables as bits; the search is for rooms of up to 31. */
type Tables = number

interface Choice {
  readonly place: Place
  readonly tables: Tables
  readonly count: number
}

class Search {
  readonly chosen: Place[] = []
  readonly #choices: readonly (readonly Choice[])[]
  readonly #kinds: Waiting['kinds']
  readonly #step: Waiting['step']
  /** The first member that comes after this one has left. */
  readonly #freeFor: readonly number[]
  /** Who is there when this one has come; null where the next comes at the same time. */
  readonly #present: readonly (readonly number[] | null)[]
  readonly #freeFrom: number[]
  readonly #dead = new Set<string>()

  constructor({ group, places, kinds, step }: Waiting) {
    this.#choices = places.map((its) => its.map(choiceOf))
    this.#kinds = kinds
    this.#step = step
    this.#freeFor = group.map(({ end }) => group.filter((later) => later.start < end).length)
    this.#present = group.map(({ start }, index) => {
      if (group[index + 1]?.start === start) return null
      return group.flatMap(({ end }, earlier) => (earlier <= index && end > start ? [earlier] : []))
    })
    this.#freeFrom = Array.from({ length: kinds.flat().length }, () => 0)
  }

  /** Seats the group from its `index`-th member on. */
  from(index: number): boolean {
    const choices = this.#choices[index]
    if (choices === undefined) return true
    const state = this.#stateAt(index)
    if (this.#dead.has(state)) return false
    const busy = this.#busyAt(index)
    for (const choice of choices) {
      if ((choice.tables & busy) !== 0) continue
      if (!this.#step()) return false
      if (this.#try(index, choice)) return true
    }
    this.#dead.add(state)
    return false
  }

  #try(index: number, { place }: Choice): boolean {
    const { tables } = place
    const before = tables.map((table) => this.#freeFrom[table] ?? 0)
    for (const table of tables) this.#freeFrom[table] = this.#freeFor[index] ?? 0
    this.chosen[index] = place
    if (this.#leavesEnough(index) && this.from(index + 1)) return true
    tables.forEach((table, i) => (this.#freeFrom[table] = before[i] ?? 0))
    return false
  }

  /** Do those who come while this one sits still find the tables they need, as far as counting tells? */
  #leavesEnough(index: number): boolean {
    const reach: Tables[] = []
    const needs: number[] = []
    for (let later = index + 1; later < (this.#freeFor[index] ?? 0); later += 1) {
      const busy = this.#busyAt(later)
      let [all, least] = [0, Infinity]
      for (const { tables, count } of this.#choices[later] ?? []) {
        if ((tables & busy) !== 0) continue
        all |= tables
        least = Math.min(least, count)
      }
      if (least === Infinity) return false
      reach[later] = all
      needs[later] = least
      if (!isEnough(this.#present[later] ?? [], reach, needs)) return false
    }
    return true
  }

  #busyAt(index: number): Tables {
    let busy = 0
    for (let table = 0; table < this.#freeFrom.length; table += 1) {
      if ((this.#freeFrom[table] ?? 0) > index) busy |= 1 << table
    }
    return busy
  }

  #stateAt(index: number): string {
    let state = String.fromCharCode(index)
    for (const kind of this.#kinds) {
      const free = kind.map((table) => Math.max(this.#freeFrom[table] ?? 0, index))
      if (free.length > 1) free.sort((a, b) => a - b)
      state += String.fromCharCode(...free)
    }
    return state
  }
}

/** Those who sit already have neither reach nor needs. */
function isEnough(present: readonly number[], reach: readonly Tables[], needs: readonly number[]): boolean {
  let [shared, needed] = [0, 0]
  for (const member of present) {
    shared |= reach[member] ?? 0
    needed += needs[member] ?? 0
  }
  return needed <= countOf(shared)
}

function choiceOf(place: Place): Choice {
  const tables = place.tables.reduce((set, table) => set | (1 << table), 0)
  return { place, tables, count: place.tables.length }
}

function countOf(tables: Tables): number {
  let count = 0
  for (let left = tables; left !== 0; left &= left - 1) count += 1
  return count
}
