import { performance } from 'node:perf_hooks'
import { emptyBook } from '../../shared/domain/book/emptyBook.ts'
import type { Book, Claim } from '../../shared/domain/book/types.ts'
import { createEvaluator, type Evaluator } from '../../shared/domain/tables/evaluator.ts'
import type { Table, TableSettings, TableTerms } from '../../shared/domain/tables/settings.ts'
import { dayOf } from '../../shared/domain/tables/slots.ts'
import { turnMinutes } from '../../shared/domain/tables/turnTime.ts'

/**
 * One evaluation of a full night after one change: 60 tables, 40 slots, 20 party sizes, 300 claims.
 *
 * Claims are taken away and put back one at a time, and each evaluation after such a change is measured.
 */
const date = '2026-11-21'
const tablesWanted = 60
const minuteMs = 60_000
const changes = 400

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function tables(): Table[] {
  const sizes = [2, 2, 2, 4, 4, 4, 4, 6, 6, 8]
  return Array.from({ length: tablesWanted }, (_, i) => {
    const seats = sizes[i % sizes.length] ?? 2
    const channel = i % 15 === 14 ? 'in_house' : 'online'
    return {
      id: `T${String(i).padStart(2, '0')}`,
      minParty: Math.max(1, seats - 3),
      maxParty: seats,
      area: i < 40 ? 'hall' : 'terrace',
      channel,
    }
  })
}

function settingsWith(repacking: boolean): TableSettings {
  const all = tables()
  const combinations = Array.from({ length: 10 }, (_, i) => {
    const pair = all.slice(i * 6, i * 6 + 2)
    const maxParty = pair.reduce((sum, table) => sum + table.maxParty, 0)
    return { id: `C${i}`, tableIds: pair.map((table) => table.id), minParty: maxParty - 2, maxParty }
  })
  const pacing = {
    intervalMinutes: 15,
    maxParties: null,
    maxCovers: 80,
    maxOnlineParties: null,
    maxOnlineCovers: 70,
    maxPresentCovers: 260,
  }
  const service = { id: 'dinner', name: 'Dinner', opens: '13:00', lastSeating: '22:45', slotMinutes: 15, pacing }
  return {
    version: 1,
    zone: 'Asia/Seoul',
    dayBoundary: '05:00',
    tables: all,
    combinations,
    weekly: Array.from({ length: 7 }, () => [service]),
    exceptions: [],
    turnTimes: [
      { upTo: 2, minutes: 105 },
      { upTo: 4, minutes: 120 },
      { upTo: 20, minutes: 135 },
    ],
    minParty: 1,
    maxParty: 20,
    oversizeCap: 3,
    bookingWindowDays: 60,
    leadMinutes: 60,
    holdMs: 300_000,
    repacking,
  }
}

/** Table after table, party after party: mostly back to back, sometimes with a gap that another could still use. */
function filledNight(settings: TableSettings): Book {
  const next = random(7)
  const { slots, bounds } = dayOf(settings, date)
  const opens = slots[0]?.start ?? bounds.start
  const last = slots.at(-1)?.start ?? bounds.end
  const claims: Record<string, Claim> = {}
  for (const table of settings.tables) {
    let start = opens + Math.floor(next() * 5) * 15 * minuteMs
    while (start <= last) {
      const party = table.minParty + Math.floor(next() * (table.maxParty - table.minParty + 1))
      const turn = turnMinutes(settings.turnTimes, party)
      const id = `${table.id}-${start}`
      claims[id] = claimOf({
        id,
        unitIds: [table.id],
        start,
        end: start + turn * minuteMs,
        party,
        pinned: next() < 0.05,
      })
      const gap = next() < 0.8 ? 0 : 4 + Math.floor(next() * 5)
      start += (Math.ceil(turn / 15) + gap) * 15 * minuteMs
    }
  }
  return { ...emptyBook('bench', date, 1), version: 1, claims }
}

function claimOf(of: Pick<Claim, 'id' | 'unitIds' | 'start' | 'end' | 'party' | 'pinned'>): Claim {
  const terms: TableTerms = {
    kind: 'table',
    area: null,
    channel: 'online',
    oversizeCap: 3,
    turnMinutes: (of.end - of.start) / minuteMs,
  }
  const rest = {
    channel: 'online',
    state: 'confirmed',
    expiresAt: null,
    holder: 'guest:x',
    override: false,
    flagged: false,
    bundle: null,
    generation: 0,
  } as const
  return { ...of, ...rest, terms, reservationId: of.id }
}

function without(book: Book, id: string): Book {
  const claims = Object.fromEntries(Object.entries(book.claims).filter(([key]) => key !== id))
  return { ...book, version: book.version + 1, claims }
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

function occupancy(settings: TableSettings, book: Book): number {
  const { slots } = dayOf(settings, date)
  const open = (slots.at(-1)?.start ?? 0) - (slots[0]?.start ?? 0) + 120 * minuteMs
  const taken = Object.values(book.claims).reduce(
    (sum, { start, end, unitIds }) => sum + unitIds.length * (end - start),
    0,
  )
  return taken / (open * settings.tables.length)
}

interface Measured {
  /** Wall time of each evaluation, sorted. */
  readonly times: readonly number[]
  /** Processor time per evaluation: what is left of wall time when others use the machine too. */
  readonly cpuMs: number
}

function measure(evaluator: Evaluator, full: Book, now: number): Measured {
  const next = random(11)
  const ids = Object.keys(full.claims)
  const times: number[] = []
  const books = Array.from({ length: changes }, () => without(full, ids[Math.floor(next() * ids.length)] ?? ''))
  for (const book of books.slice(0, changes / 4)) for (const it of [book, full]) evaluator.availability(it, now)
  const cpu = process.cpuUsage()
  for (const less of books) {
    for (const book of [less, full]) {
      const from = performance.now()
      evaluator.availability(book, now)
      times.push(performance.now() - from)
    }
  }
  const { user, system } = process.cpuUsage(cpu)
  return { times: times.sort((a, b) => a - b), cpuMs: (user + system) / 1000 / times.length }
}

function run(repacking: boolean, goalMs: number): void {
  const settings = settingsWith(repacking)
  const now = (dayOf(settings, date).slots[0]?.start ?? 0) - 4 * 3_600_000
  const book = filledNight(settings)
  const fresh = performance.now()
  const { slots } = createEvaluator(settings, date).availability(book, now)
  const freshMs = performance.now() - fresh
  const codes = Object.values(slots)
    .map((slot) => slot.codes)
    .join('')
  const { times, cpuMs } = measure(createEvaluator(settings, date), book, now)
  const median = percentile(times, 0.5)
  const shares = ['o', 'f', 'x', 'c'].map((code) => `${code} ${codes.split(code).length - 1}`).join(', ')
  console.log(
    `re-packing ${repacking ? 'on ' : 'off'}: ${settings.tables.length} tables, ${Object.keys(slots).length} slots, ` +
      `${settings.maxParty} sizes, ${Object.keys(book.claims).length} claims, ${(occupancy(settings, book) * 100).toFixed(0)} % taken (${shares})`,
  )
  console.log(
    `  after one change: median ${median.toFixed(3)} ms, p99 ${percentile(times, 0.99).toFixed(3)} ms, processor mean ${cpuMs.toFixed(3)} ms; ` +
      `from scratch, cold: ${freshMs.toFixed(1)} ms; goal: median <= ${goalMs} ms ${median <= goalMs ? '(met)' : '(NOT MET)'}`,
  )
}

run(false, 1)
run(true, 5)
