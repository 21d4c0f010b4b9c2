import { occupies } from '../book/lifecycle.ts'
import { occupiedUntil } from '../book/overlap.ts'
import type { Channel, Claim, ClaimState, Terms } from '../book/types.ts'
import type { Span } from '../time/serviceDay.ts'
import type { Option, Room } from './options.ts'
import type { Instant, TableTerms } from './settings.ts'

/** From this long before its start a claim owns its table: the host has begun to set it. */
const ownsTableMs = 60 * 60_000

const mayStillMove: ReadonlySet<ClaimState> = new Set<ClaimState>([
  'held',
  'requested',
  'awaiting_payment',
  'confirmed',
])

/** The tables a seating could ever use, as bits of 32 a word, and how many it needs at least. */
export interface Reach {
  readonly words: readonly number[]
  readonly needs: number
}

/** A claim (or the party that asks) as the table rules see it. */
export interface Seating extends Span {
  /** The claim's id; empty for the party that asks. */
  readonly id: string
  readonly party: number
  readonly channel: Channel
  /** Positions of the tables it has; none of a table the settings no longer know. */
  readonly tables: readonly number[]
  /** Where its promise allows it to be, best first. */
  readonly options: readonly Option[]
  readonly reach: Reach
  /** Until when re-packing may move it; null: never. */
  readonly locksAt: Instant | null
  /** Goes away by itself unless confirmed. */
  readonly expiresAt: Instant | null
  /** Serves guests. A block does not, and counts nowhere. */
  readonly counts: boolean
}

/** Who sits where, in one order on every node: by start, then by id. */
export interface Night {
  readonly now: Instant
  readonly seatings: readonly Seating[]
  readonly byTable: readonly (readonly Seating[])[]
}

const reaches = new WeakMap<readonly Option[], Reach>()

/** The reach of a list of options; of the same list, the same. */
export function reachOf(options: readonly Option[]): Reach {
  let reach = reaches.get(options)
  if (reach === undefined) reaches.set(options, (reach = measureReach(options)))
  return reach
}

function measureReach(options: readonly Pick<Option, 'tables'>[]): Reach {
  const words: number[] = []
  for (const table of options.flatMap((option) => option.tables)) {
    words[table >>> 5] = (words[table >>> 5] ?? 0) | (1 << (table & 31))
  }
  return { words: Array.from(words, (word) => word ?? 0), needs: Math.min(...options.map((it) => it.tables.length)) }
}

/** Is one of these tables within reach? */
export function holdsAny({ words }: Reach, tables: readonly number[]): boolean {
  for (const table of tables) if ((words[table >>> 5] ?? 0) & (1 << (table & 31))) return true
  return false
}

function isTableTerms(terms: Terms): terms is TableTerms {
  return terms.kind === 'table'
}

function seat(room: Room, claim: Claim): Seating {
  const { id, start, end, party, channel, terms, expiresAt } = claim
  const tables = claim.unitIds.map((unitId) => room.indexOf.get(unitId)).filter((index) => index !== undefined)
  const options = isTableTerms(terms) ? room.optionsFor({ ...terms, party }) : []
  const known = tables.length === claim.unitIds.length
  const free = mayStillMove.has(claim.state) && !claim.pinned && claim.bundle === null
  const stays = options.some((option) => option.tables.join() === tables.join())
  return {
    id,
    start,
    end,
    party,
    channel,
    tables,
    options,
    // Where staff seated it beyond its promise, it may at least stay.
    reach: stays ? reachOf(options) : measureReach([...options, { tables }]),
    locksAt: free && known && isTableTerms(terms) ? start - ownsTableMs : null,
    expiresAt,
    counts: claim.state !== 'blocked',
  }
}

const seatings = new WeakMap<Room, WeakMap<Claim, Seating>>()

/** The seating of a claim; claims never change, so it is made once per room. */
export function seatingOf(room: Room, claim: Claim): Seating {
  let known = seatings.get(room)
  if (known === undefined) seatings.set(room, (known = new WeakMap<Claim, Seating>()))
  let seating = known.get(claim)
  if (seating === undefined) known.set(claim, (seating = seat(room, claim)))
  return seating
}

interface KnownNight {
  readonly room: Room
  readonly night: Night
  /** From here on somebody sits longer than planned. */
  readonly until: Instant
}

const nights = new WeakMap<readonly Claim[], KnownNight>()

/** The night as it stands: `claims` without those that are due. Worked out once, until time alone changes it. */
export function nightOf(room: Room, claims: readonly Claim[], now: Instant): Night {
  const known = nights.get(claims)
  const stands = known?.room === room && now >= known.night.now && now < known.until
  if (stands) return now === known.night.now ? known.night : { ...known.night, now }
  const night = makeNight(room, claims, now)
  const until = Math.min(...claims.filter(({ state }) => state === 'seated').map(({ end }) => end))
  nights.set(claims, { room, night, until })
  return night
}

/** As `nightOf`, for whoever asks once: nothing of it is kept. */
export function makeNight(room: Room, claims: readonly Claim[], now: Instant): Night {
  const all: Seating[] = []
  for (const claim of claims) {
    if (!occupies(claim.state)) continue
    const seating = seatingOf(room, claim)
    const until = occupiedUntil(claim, now)
    all.push(until === seating.end ? seating : { ...seating, end: until })
  }
  all.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  const byTable: Seating[][] = Array.from({ length: room.size }, () => [])
  for (const seating of all) for (const table of seating.tables) byTable[table]?.push(seating)
  return { now, seatings: all, byTable }
}

/** May re-packing give it other tables at this moment? */
export function isMovable(seating: Seating, now: Instant): boolean {
  return seating.locksAt !== null && now < seating.locksAt
}

/** Do two half-open times share an instant? */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
