import type { Span } from '../time/serviceDay.ts'
import { standingReason } from './admission.ts'
import type { Engine } from './engine.ts'
import { countFree, freeTables } from './fit.ts'
import { holdsAny, type Night, overlaps, type Reach, type Seating } from './night.ts'
import {
  type Arrivals,
  askPacing,
  countArrivals,
  countFootfall,
  type Footfall,
  noArrivals,
  peakCovers,
} from './pacing.ts'
import { type Code, manyFrom } from './picker.ts'
import { repack } from './repack.ts'
import { askingSeating } from './seatParty.ts'
import type { Instant } from './settings.ts'
import { type Slot, sittingAt } from './slots.ts'

/** How long parties of one turn time stay, and what the claims of that time say to them all. */
interface Stay extends Span {
  free: readonly boolean[] | null
  /** Most covers present. */
  peak: number
}

/** How many such parties the tables seat side by side, counted up to `manyFrom`; one, if only by moving others. */
interface Found {
  readonly seatable: number
  /** Good until a claim changes within this time */
  readonly read: Span
  /** and at these tables; null: at any. */
  readonly among: Reach | null
}

/** Parties that stay equally long at the same choice of tables: one answer serves all. */
interface Group {
  readonly party: Seating
  readonly stay: Stay
  found: Found | null
}

/** One slot of the picker, with what is known about it from one evaluation to the next. */
export interface SlotCells {
  readonly slot: Slot
  /** By party size from one; null: closed to guests of this size. */
  readonly groups: readonly (Group | null)[]
  /** The last answer, and the arrivals it was given for. */
  last: { readonly arrivals: Arrivals; readonly codes: string } | null
}

/** What a night looks like to all slots. */
export interface Scene {
  readonly engine: Engine
  readonly night: Night
  readonly arrivals: ReadonlyMap<Instant, Arrivals>
  readonly footfall: Footfall
}

export function sceneOf(engine: Engine, night: Night): Scene {
  const { seatings } = night
  return { engine, night, arrivals: countArrivals(engine.day, seatings), footfall: countFootfall(seatings) }
}

/** A slot about which nothing has been worked out yet. */
export function slotCells(engine: Engine, slot: Slot): SlotCells {
  const known = new Map<string, Group>()
  const stays = new Map<Instant, Stay>()
  const groups = Array.from({ length: engine.settings.maxParty }, (_, index) => {
    const want = { start: slot.start, party: index + 1, channel: 'online' as const }
    if (standingReason(engine, want) !== null) return null
    const party = askingSeating(engine, want)
    const stay = stays.get(party.end) ?? { start: slot.start, end: party.end, free: null, peak: 0 }
    stays.set(party.end, stay)
    const key = `${party.end} ${party.options.map(({ id }) => id).join()}`
    const group = known.get(key) ?? { party, stay, found: null }
    known.set(key, group)
    return group
  })
  return { slot, groups, last: null }
}

type Change = Pick<Seating, 'start' | 'end' | 'tables'>

/** Forgets what rests on claims that changed. */
export function forget(cells: SlotCells, changed: readonly Change[]): void {
  for (const group of cells.groups) {
    if (group === null) continue
    if (touches(changed, group.stay)) {
      group.stay.free = null
      cells.last = null
    }
    if (group.found !== null && touches(changed, group.found.read, group.found.among)) {
      group.found = null
      cells.last = null
    }
  }
}

function touches(changed: readonly Change[], read: Span, among: Reach | null = null): boolean {
  for (const seating of changed) {
    if (overlaps(seating, read) && (among === null || holdsAny(among, seating.tables))) return true
  }
  return false
}

/** One code per party size. */
export function codesOf(scene: Scene, cells: SlotCells): string {
  const arrivals = scene.arrivals.get(cells.slot.intervalStart) ?? noArrivals
  if (cells.last !== null && sameArrivals(cells.last.arrivals, arrivals)) return cells.last.codes
  const codes = cells.groups.map((group, index) => codeOf(scene, group, index + 1, arrivals)).join('')
  cells.last = { arrivals, codes }
  return codes
}

function sameArrivals(a: Arrivals, b: Arrivals): boolean {
  const same = a.parties === b.parties && a.covers === b.covers
  return same && a.onlineParties === b.onlineParties && a.onlineCovers === b.onlineCovers
}

function codeOf(scene: Scene, group: Group | null, party: number, arrivals: Arrivals): Code {
  const pacing = group && sittingAt(scene.engine.day, group.party.start)?.pacing
  if (!group || !pacing) return 'c'
  const free = look(scene, group.stay)
  // What nobody can seat, pacing need not be asked about.
  if (group.found?.seatable === 0) return 'x'
  const { room } = askPacing(pacing, { party, online: true, arrivals, peak: group.stay.peak })
  if (room === 0) return 'x'
  group.found ??= find(scene, group.party, free)
  const parties = Math.min(room, group.found.seatable)
  if (parties === 0) return 'x'
  return parties < manyFrom ? 'f' : 'o'
}

function look({ night, footfall }: Scene, stay: Stay): readonly boolean[] {
  if (stay.free !== null) return stay.free
  stay.peak = peakCovers(stay, footfall)
  return (stay.free = freeTables(night, stay))
}

function find({ engine, night }: Scene, party: Seating, free: readonly boolean[]): Found {
  const seatable = countFree(party.options, free, manyFrom)
  if (seatable > 0 || !engine.settings.repacking || party.options.length === 0) {
    return { seatable, read: party, among: party.reach }
  }
  const { plan, read } = repack(engine, night, party)
  return { seatable: plan === null ? 0 : 1, read, among: null }
}
