import type { Board } from './board.ts'
import { isMovable, overlaps, type Seating } from './night.ts'
import type { Option, Room } from './options.ts'

/** A place a seating may be given; its current one may be beyond its promise, and then has no option. */
type Place = Pick<Option, 'tables'>

/** Who goes where; those left out stay. */
export type Plan = ReadonlyMap<Seating, Option>

/**
 * The complete search: seats the party and everybody whom it could push, one after another in order of their starts.
 *
 * First only those nearest in time, then wider and wider circles: leaving others out only makes it easier, so a circle
 * that cannot be seated ends the search, and most refusals are decided close by.
 *
 * @returns null if there is no way, or none was found within the board's steps
 */
export function sweep(room: Room, board: Board, party: Seating): Plan | null {
  const group = pushable(board, party)
  const moving = new Set(group)
  const fixed = Array.from({ length: room.size }, (_, table) => board.at(table).filter((it) => !moving.has(it)))
  let circle: readonly Seating[] = [party]
  for (;;) {
    const wider = group.filter((it) => circle.some((inside) => overlaps(it, inside)))
    const search = new Sweep(room, board, fixed, wider)
    if (!search.from(0)) return null
    if (wider.length === circle.length) return search.plan()
    circle = wider
  }
}

/** The party, and everybody re-packing could reach from it: whoever may sit where one of them might be put. */
function pushable(board: Board, party: Seating): readonly Seating[] {
  const group = [party]
  const known = new Set(group)
  for (const seating of group) {
    board.look(seating)
    for (const table of new Set(seating.options.flatMap((option) => option.tables))) {
      for (const other of board.at(table)) {
        if (known.has(other) || !isMovable(other, board.now) || !overlaps(other, seating)) continue
        known.add(other)
        group.push(other)
      }
    }
  }
  return group.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
}

type Fixed = readonly (readonly Seating[])[]

/**
 * What is still to be decided depends on the past only through the time each table becomes free, so a state from which
 * the rest has once been found impossible is never searched again. Times are kept as the number of the first member
 * that comes late enough.
 */
class Sweep {
  readonly #board: Board
  readonly #group: readonly Seating[]
  readonly #places: readonly (readonly Place[])[]
  readonly #freeFor: readonly number[]
  readonly #chosen: Place[] = []
  readonly #freeFrom: number[]
  /** Tables of one kind are interchangeable, so only how many become free when matters. */
  readonly #kinds: readonly (readonly number[])[]
  readonly #dead = new Set<string>()

  constructor(room: Room, board: Board, fixed: Fixed, group: readonly Seating[]) {
    this.#board = board
    this.#group = group
    this.#places = group.map((seating) => placesOf(seating, fixed))
    this.#freeFor = group.map(({ end }) => group.filter((later) => later.start < end).length)
    this.#freeFrom = fixed.map(() => 0)
    this.#kinds = kindsOf(room, fixed, group)
  }

  /** Seats the group from its `index`-th member on. */
  from(index: number): boolean {
    const places = this.#places[index]
    if (places === undefined) return true
    const state = this.#stateAt(index)
    if (this.#dead.has(state)) return false
    for (const place of places) {
      if (this.#board.stepsLeft <= 0) return false
      this.#board.stepsLeft -= 1
      if (this.#try(index, place)) return true
    }
    this.#dead.add(state)
    return false
  }

  plan(): Plan {
    const plan = new Map<Seating, Option>()
    this.#group.forEach((seating, index) => {
      const option = seating.options.find((it) => it === this.#chosen[index])
      if (option !== undefined && option.tables.join() !== seating.tables.join()) plan.set(seating, option)
    })
    return plan
  }

  #try(index: number, place: Place): boolean {
    const { tables } = place
    if (tables.some((table) => (this.#freeFrom[table] ?? 0) > index)) return false
    const before = tables.map((table) => this.#freeFrom[table] ?? 0)
    for (const table of tables) this.#freeFrom[table] = this.#freeFor[index] ?? 0
    this.#chosen[index] = place
    if (this.from(index + 1)) return true
    tables.forEach((table, i) => (this.#freeFrom[table] = before[i] ?? 0))
    return false
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

/** Where it is comes first, so that as few as possible move. */
function placesOf(seating: Seating, fixed: Fixed): readonly Place[] {
  const free = (option: Place) =>
    option.tables.every((table) => !fixed[table]?.some((other) => overlaps(other, seating)))
  const { tables, options } = seating
  if (tables.length === 0) return options.filter(free)
  const isCurrent = (option: Option) => option.tables.join() === tables.join()
  const current = options.find(isCurrent) ?? { tables }
  return [current, ...options.filter((option) => !isCurrent(option) && free(option))]
}

/** Tables by kind: within one, any two could be swapped in any plan for the group. */
function kindsOf(room: Room, fixed: Fixed, group: readonly Seating[]): readonly (readonly number[])[] {
  const kinds = new Map<string, number[]>()
  fixed.forEach((stays, table) => {
    const kind = `${traitsOf(room, table, group)} ${stays.map(({ start, end }) => `${start}-${end}`).join()}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), table])
  })
  return [...kinds.values()]
}

function traitsOf(room: Room, table: number, group: readonly Seating[]): string {
  const beyondPromise = group.some(
    (it) => it.tables.includes(table) && it.options.every(({ tables }) => tables.join() !== it.tables.join()),
  )
  if (beyondPromise) return `#${table}`
  const options = room.options.filter((option) => option.tables.includes(table))
  const traits = options.map(({ id, tables, minParty, maxParty, areas, channels }) =>
    tables.length > 1 ? id : `${minParty}-${maxParty} ${areas.join()} ${channels.join()}`,
  )
  return traits.join(';')
}
