import type { Board } from './board.ts'
import { isMovable, overlaps, type Seating } from './night.ts'
import type { Option, Room } from './options.ts'
import type { Instant } from './settings.ts'

/** A place a seating may be given; its current one may be beyond its promise, and then has no option. */
type Place = Pick<Option, 'tables'>

/** Who goes where; those left out stay. */
export type Plan = ReadonlyMap<Seating, Option>

/**
 * The complete search: seats the party and everybody whom it could push, one after another in order of their starts.
 *
 * What is decided later depends on the past only through the time each table becomes free, so a state from which the
 * rest has once been found impossible is never searched again.
 *
 * @returns null if there is no way, or none was found within the board's steps
 */
export function sweep(room: Room, board: Board, party: Seating): Plan | null {
  const group = pushable(board, party)
  const search = new Sweep(room, board, group)
  return search.from(0) ? search.plan() : null
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

class Sweep {
  readonly #board: Board
  readonly #group: readonly Seating[]
  readonly #places: readonly (readonly Place[])[]
  readonly #chosen: Place[] = []
  readonly #freeFrom: Instant[]
  readonly #kinds: readonly string[]
  readonly #dead = new Set<string>()

  constructor(room: Room, board: Board, group: readonly Seating[]) {
    this.#board = board
    this.#group = group
    const moving = new Set(group)
    const fixed = Array.from({ length: room.size }, (_, table) => board.at(table).filter((it) => !moving.has(it)))
    this.#places = group.map((seating) => placesOf(seating, fixed))
    this.#freeFrom = fixed.map(() => -Infinity)
    this.#kinds = fixed.map((stays, table) => kindOf({ room, table, stays, group }))
  }

  /** Seats the group from its `index`-th member on. */
  from(index: number): boolean {
    const seating = this.#group[index]
    if (seating === undefined) return true
    const state = this.#stateAt(index, seating.start)
    if (this.#dead.has(state)) return false
    for (const place of this.#places[index] ?? []) {
      if (this.#board.stepsLeft <= 0) return false
      this.#board.stepsLeft -= 1
      if (this.#try(index, seating, place)) return true
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

  #try(index: number, seating: Seating, place: Place): boolean {
    if (place.tables.some((table) => (this.#freeFrom[table] ?? 0) > seating.start)) return false
    const before = place.tables.map((table) => this.#freeFrom[table] ?? -Infinity)
    for (const table of place.tables) this.#freeFrom[table] = seating.end
    this.#chosen[index] = place
    if (this.from(index + 1)) return true
    place.tables.forEach((table, i) => (this.#freeFrom[table] = before[i] ?? -Infinity))
    return false
  }

  /** Tables of one kind are interchangeable, so only how many become free when matters. */
  #stateAt(index: number, start: Instant): string {
    const tables = this.#freeFrom.map((free, table) => `${this.#kinds[table]}@${Math.max(free, start)}`)
    return `${index}:${tables.sort().join()}`
  }
}

/** Where it is comes first, so that as few as possible move. */
function placesOf(seating: Seating, fixed: readonly (readonly Seating[])[]): readonly Place[] {
  const free = (option: Place) =>
    option.tables.every((table) => !fixed[table]?.some((other) => overlaps(other, seating)))
  const { tables, options } = seating
  if (tables.length === 0) return options.filter(free)
  const isCurrent = (option: Option) => option.tables.join() === tables.join()
  const current = options.find(isCurrent) ?? { tables }
  return [current, ...options.filter((option) => !isCurrent(option) && free(option))]
}

interface Kind {
  readonly room: Room
  readonly table: number
  readonly stays: readonly Seating[]
  readonly group: readonly Seating[]
}

/** Tables with the same kind can be swapped in any plan for the group. */
function kindOf({ room, table, stays, group }: Kind): string {
  const own = group.some(
    (it) => it.tables.includes(table) && it.options.every((o) => o.tables.join() !== it.tables.join()),
  )
  if (own) return `#${table}`
  const options = room.options.filter((option) => option.tables.includes(table))
  const traits = options.map(({ id, tables, minParty, maxParty, areas, channels }) =>
    tables.length > 1 ? id : `${minParty}-${maxParty} ${areas.join()} ${channels.join()}`,
  )
  return [...traits, ...stays.map(({ start, end }) => `${start}-${end}`)].join(';')
}
