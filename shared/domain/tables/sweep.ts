import type { Board } from './board.ts'
import { isMovable, overlaps, type Seating } from './night.ts'
import type { Option, Room } from './options.ts'
import { type Place, seatInOrder } from './seatInOrder.ts'

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
    const places = wider.map((seating) => placesOf(seating, fixed))
    const chosen = seatInOrder({ group: wider, places, kinds: kindsOf(room, fixed, wider), step: () => board.step() })
    if (chosen === null) return null
    if (wider.length === circle.length) return planOf(wider, chosen)
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

function planOf(group: readonly Seating[], chosen: readonly Place[]): Plan {
  const plan = new Map<Seating, Option>()
  group.forEach((seating, index) => {
    const option = seating.options.find((it) => it === chosen[index])
    if (option !== undefined && option.tables.join() !== seating.tables.join()) plan.set(seating, option)
  })
  return plan
}

type Fixed = readonly (readonly Seating[])[]

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
