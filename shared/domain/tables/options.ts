import type { Channel } from '../book/types.ts'
import type { TableChannel, TableSettings } from './settings.ts'

/** Which tables a want may be given, by the door it came through. */
const opensTo: Readonly<Record<Channel, readonly TableChannel[]>> = {
  online: ['online'],
  in_house: ['online', 'in_house'],
  concierge: ['online', 'concierge'],
  walk_in: ['online', 'in_house', 'walk_in'],
}

/** One way to seat a party: a table, or a combination taken as one. */
export interface Option {
  readonly id: string
  /** Positions in `TableSettings.tables`. */
  readonly tables: readonly number[]
  /** Their ids, sorted. */
  readonly unitIds: readonly string[]
  readonly minParty: number
  readonly maxParty: number
  readonly areas: readonly string[]
  readonly channels: readonly TableChannel[]
}

/** What a seating may ask of a place. The same four things are frozen into a claim's terms. */
export interface Promised {
  readonly party: number
  /** Null: any channel, to find out whether private stock would do. */
  readonly channel: Channel | null
  readonly area: string | null
  readonly oversizeCap: number | null
}

/** The venue's tables, compiled once per settings version. */
export interface Room {
  readonly size: number
  readonly indexOf: ReadonlyMap<string, number>
  readonly options: readonly Option[]
  readonly largestParty: number
  /** Options that keep a promise, best first. The same promise gives the same array. */
  optionsFor(promised: Promised): readonly Option[]
}

const none: readonly Option[] = []

function compileOptions(settings: TableSettings, indexOf: ReadonlyMap<string, number>): readonly Option[] {
  const singles = settings.tables.map((table) => ({ ...table, tableIds: [table.id] }))
  const combined = settings.combinations.filter((it) => it.tableIds.every((id) => indexOf.has(id)))
  return [...singles, ...combined].map(({ id, tableIds, minParty, maxParty }) => {
    const unitIds = [...tableIds].sort()
    const tables = unitIds.map((unitId) => indexOf.get(unitId) ?? -1)
    const members = settings.tables.filter((table) => unitIds.includes(table.id))
    const areas = members.map((table) => table.area)
    return { id, tables, unitIds, minParty, maxParty, areas, channels: members.map((table) => table.channel) }
  })
}

/** Does this place keep the promise? */
export function keeps(option: Option, promised: Promised): boolean {
  const { party, channel, area, oversizeCap } = promised
  if (party < option.minParty || party > option.maxParty) return false
  if (oversizeCap !== null && option.maxParty - party > oversizeCap) return false
  if (area !== null && option.areas.some((it) => it !== area)) return false
  return channel === null || option.channels.every((it) => opensTo[channel].includes(it))
}

/** Single tables before combinations, then the fewest spare seats, then by id. */
function betterFit(a: Option, b: Option): number {
  const combined = Number(a.tables.length > 1) - Number(b.tables.length > 1)
  return combined || a.maxParty - b.maxParty || (a.id < b.id ? -1 : 1)
}

function compileRoom(settings: TableSettings): Room {
  const indexOf = new Map(settings.tables.map((table, index) => [table.id, index]))
  const options = [...compileOptions(settings, indexOf)].sort(betterFit)
  const areas = new Set(settings.tables.map((table) => table.area))
  const largestParty = Math.max(0, ...options.map((option) => option.maxParty))
  const known = new Map<string, readonly Option[]>()
  return {
    size: settings.tables.length,
    indexOf,
    options,
    largestParty,
    optionsFor(promised) {
      // Answered without being remembered: a caller can make up sizes and areas without end.
      if (promised.party > largestParty || (promised.area !== null && !areas.has(promised.area))) return none
      const key = `${promised.party} ${promised.channel} ${promised.oversizeCap} ${promised.area}`
      let found = known.get(key)
      if (found === undefined) {
        known.set(key, (found = options.filter((option) => keeps(option, promised))))
      }
      return found
    },
  }
}

const rooms = new WeakMap<TableSettings, Room>()

/** The room of a settings version, made once. */
export function roomOf(settings: TableSettings): Room {
  let room = rooms.get(settings)
  if (room === undefined) rooms.set(settings, (room = compileRoom(settings)))
  return room
}
