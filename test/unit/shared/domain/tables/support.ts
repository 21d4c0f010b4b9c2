import { applyAll } from '../../../../../shared/domain/book/apply.ts'
import { decide } from '../../../../../shared/domain/book/decide.ts'
import { emptyBook } from '../../../../../shared/domain/book/emptyBook.ts'
import type {
  Book,
  Channel,
  Claim,
  Command,
  Decision,
  Party,
  PlaceResult,
  Want,
} from '../../../../../shared/domain/book/types.ts'
import type { Pacing, Service, Table, TableSettings, TableTerms } from '../../../../../shared/domain/tables/settings.ts'
import { slotsOf } from '../../../../../shared/domain/tables/slots.ts'
import { tableRules } from '../../../../../shared/domain/tables/tableRules.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
/** A Saturday. */
export const date = '2026-11-21'

export const noPacing: Pacing = {
  intervalMinutes: 15,
  maxParties: null,
  maxCovers: null,
  maxOnlineParties: null,
  maxOnlineCovers: null,
  maxPresentCovers: null,
}

export function service(overrides: Partial<Service> = {}): Service {
  const dinner = { id: 'dinner', name: 'Dinner', opens: '18:00', lastSeating: '21:00', slotMinutes: 30 }
  return { ...dinner, pacing: noPacing, ...overrides }
}

export function table(id: string, seats: number, overrides: Partial<Table> = {}): Table {
  return { id, minParty: 1, maxParty: seats, area: 'hall', channel: 'online', ...overrides }
}

export function everyDay(...services: Service[]): Service[][] {
  return Array.from({ length: 7 }, () => services)
}

/** Open every evening; two tables for two and one for four; two hours for everybody. */
export function settings(overrides: Partial<TableSettings> = {}): TableSettings {
  return {
    version: 1,
    zone: 'Asia/Seoul',
    dayBoundary: '05:00',
    tables: [table('A', 2), table('B', 2), table('C', 4)],
    combinations: [],
    weekly: everyDay(service()),
    exceptions: [],
    turnTimes: [{ upTo: 99, minutes: 120 }],
    minParty: 1,
    maxParty: 8,
    oversizeCap: null,
    bookingWindowDays: null,
    leadMinutes: 0,
    holdMs: 300_000,
    repacking: false,
    ...overrides,
  }
}

/** The instant of the n-th slot with this label. */
export function slotAt(of: TableSettings, label: string, on = date): number {
  const slot = slotsOf(of, on).find((it) => it.label === label)
  if (slot === undefined) throw new Error(`No slot ${label} on ${on}.`)
  return slot.start
}

export function claim(id: string, unitIds: string[], start: number, overrides: Partial<Claim> = {}): Claim {
  const end = overrides.end ?? start + 2 * hourMs
  const channel = overrides.channel ?? 'online'
  const terms: TableTerms = {
    kind: 'table',
    area: null,
    channel,
    oversizeCap: null,
    turnMinutes: (end - start) / minuteMs,
  }
  return {
    id,
    reservationId: `r-${id}`,
    unitIds,
    start,
    end,
    party: 2,
    state: 'confirmed',
    expiresAt: null,
    holder: 'guest:1',
    channel,
    terms,
    pinned: false,
    override: false,
    flagged: false,
    bundle: null,
    generation: 0,
    ...overrides,
  }
}

export function block(id: string, unitIds: string[], start: number, end: number): Claim {
  return claim(id, unitIds, start, {
    end,
    party: 0,
    state: 'blocked',
    reservationId: null,
    terms: { kind: 'block' },
    pinned: true,
  })
}

export function want(start: number, party: number, overrides: Partial<Want> = {}): Want {
  return { start, party, channel: 'online', ...overrides }
}

export function staff(start: number, party: number, overrides: Partial<Want> = {}): Want {
  return want(start, party, { channel: 'in_house' as Channel, ...overrides })
}

export function bookOf(claims: readonly Claim[], version = 1): Book {
  return { ...emptyBook('venue', date, 1), version, claims: Object.fromEntries(claims.map((it) => [it.id, it])) }
}

/** The units given, or the reason of the refusal. */
export function outcome(result: PlaceResult): readonly string[] | string {
  return result.ok ? result.placement.unitIds : result.reason
}

/** The claims after the wanted one, and what moved for it, are in the book. */
export function withPlaced(claims: readonly Claim[], id: string, wanted: Want, result: PlaceResult): Claim[] {
  if (!result.ok) throw new Error(`Refused: ${result.reason}`)
  const { unitIds, start, end, terms, moves } = result.placement
  const moved = claims.map((it) => ({
    ...it,
    unitIds: moves.find(({ claimId }) => claimId === it.id)?.unitIds ?? it.unitIds,
  }))
  const made = claim(id, [...unitIds], start, {
    end,
    terms,
    party: wanted.party,
    channel: wanted.channel,
    override: wanted.override === true,
  })
  return [...moved, made]
}

export interface Turn {
  readonly decision: Decision
  readonly book: Book
}

/** What a command comes to in a book under these settings, and the book after it. */
export function turn(of: TableSettings, book: Book, command: Command, by: Party, now: number): Turn {
  const decision = decide(book, tableRules(of, date), command, by, now)
  return { decision, book: decision.ok ? applyAll(book, decision.events) : book }
}
