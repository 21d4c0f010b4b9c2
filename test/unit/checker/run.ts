import type { EventRecord } from '../../../server/core/lane/ports.ts'
import type { BookEvent, Claim } from '../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import type { BookState, BookWrite, Oplog, OutboxRow } from '../../checker/evidence.ts'
import type { EntryData, HistoryEntry } from '../../checker/history.ts'

export const bookId = 'v:2030-05-01'
export const guest = 'guest:g'
/** 18:00 in Seoul on the service date. */
export const evening = Date.parse('2030-05-01T09:00:00.000Z')
/** When the runs take place. */
export const startWall = Date.parse('2030-04-01T00:00:00.000Z')
export const minute = 60_000

export function claimOf(id: string, overrides: Partial<Claim> = {}): Claim {
  const terms = { kind: 'table' }
  return {
    id,
    reservationId: `r-${id}`,
    unitIds: ['t1'],
    start: evening,
    end: evening + 90 * minute,
    party: 2,
    state: 'held',
    expiresAt: startWall + 10_000,
    holder: guest,
    channel: 'online',
    terms,
    pinned: false,
    override: false,
    flagged: false,
    bundle: null,
    generation: 0,
    ...overrides,
  }
}

const service = {
  id: 'dinner',
  name: 'Dinner',
  opens: '18:00',
  lastSeating: '21:00',
  slotMinutes: 30,
  pacing: {
    intervalMinutes: 30,
    maxParties: null,
    maxCovers: 8,
    maxOnlineParties: null,
    maxOnlineCovers: null,
    maxPresentCovers: null,
  },
}

const settings: TableSettings = {
  version: 1,
  zone: 'Asia/Seoul',
  dayBoundary: '05:00',
  tables: ['t1', 't2', 't3'].map((id) => ({ id, minParty: 1, maxParty: 4, area: 'room', channel: 'online' })),
  combinations: [{ id: 't1+t2', tableIds: ['t1', 't2'], minParty: 5, maxParty: 7 }],
  weekly: Array.from({ length: 7 }, () => [service]),
  exceptions: [],
  turnTimes: [{ upTo: 2, minutes: 90 }],
  minParty: 1,
  maxParty: 8,
  oversizeCap: null,
  bookingWindowDays: null,
  leadMinutes: 0,
  holdMs: 10_000,
  repacking: false,
}

interface CommitOptions {
  readonly book?: string
  /** Milliseconds after the run's start, by the primary's clock. */
  readonly at: number
  readonly set?: readonly Claim[]
  readonly unset?: readonly string[]
  readonly events: readonly (Partial<EventRecord> & { readonly event: BookEvent })[]
  /** @default one more than the book's */
  readonly version?: number
}

/** A run written by hand: commits with their events, what became of the outbox, and what clients noted. */
export function createRun() {
  const books = new Map<string, BookState>()
  const writes: BookWrite[] = []
  const rows: OutboxRow[] = []
  const entries: HistoryEntry[] = []

  function write(book: string, wall: number, after: BookState): void {
    writes.push({ bookId: book, wall, before: books.get(book) ?? null, after })
    books.set(book, after)
  }

  function commit({ book = bookId, at, set = [], unset = [], events, version }: CommitOptions): BookState {
    const before = books.get(book)
    const next = version ?? (before?.version ?? 0) + 1
    const claims = { ...before?.claims }
    for (const claim of set) claims[claim.id] = claim
    for (const id of unset) delete claims[id]
    const records = events.map((event, n) => recordOf(book, next, n, event))
    for (const record of records) {
      rows.push({ id: `${book}:${record.version}:${record.n}`, inserted: 1, done: true, record })
    }
    const state = {
      version: next,
      settingsVersion: 1,
      committedAt: startWall + at,
      claims,
      events: Object.fromEntries(records.map((record) => [`${next}-${record.n}`, record])),
    }
    write(book, startWall + at, state)
    return state
  }

  function note(entry: Pick<HistoryEntry, 'kind' | 'op'> & Partial<HistoryEntry>): HistoryEntry {
    const n = entries.length + 1
    const blank = { key: null, actor: guest, sess: 's', book: bookId, ver: null, data: {} as EntryData }
    const noted = { n, tMono: n, tWall: startWall + n, proc: 'client', pid: 1, ...blank, ...entry }
    entries.push(noted)
    return noted
  }

  return {
    writes,
    rows,
    entries,
    commit,
    note,
    /** A client's call and its answer. */
    call(op: string, key: string, answer: Partial<HistoryEntry> & Pick<HistoryEntry, 'kind'>): HistoryEntry {
      const { n } = note({ kind: 'invoke', op, key, data: { body: `body of ${op}` } })
      return note({ op, key, ...answer, data: { of: n, answer: `answer to ${key}`, ...answer.data } })
    },
    /** What the relay does: events leave the book, the version stays. */
    relay(book = bookId): void {
      const now = books.get(book)
      if (now !== undefined) write(book, now.committedAt + 5, { ...now, events: {} })
    },
    /** A write that keeps the version and changes claims: what must not be. */
    tamper(claims: BookState['claims'], book = bookId): void {
      const now = books.get(book)
      if (now !== undefined) write(book, now.committedAt + 5, { ...now, claims })
    },
    oplog(): Oplog {
      return { writes, outbox: () => rows, settings: new Map([['v:1', settings]]) }
    },
  }
}

export type Run = ReturnType<typeof createRun>

function recordOf(book: string, version: number, n: number, event: CommitOptions['events'][number]): EventRecord {
  const blank = { actor: guest, requestId: null, bodyHash: '', op: 'hold', answer: null } as const
  return { book, version, n, ...blank, ...event }
}

/** One guest holds `claim`, confirms it, and the relay does its work. Versions 1 and 2 of the book. */
export function holdAndConfirm(run: Run, claim: Claim = claimOf('c1'), at = 0): Claim {
  const key = `hold-${claim.id}`
  const held = run.commit({
    at,
    set: [claim],
    events: [{ requestId: key, answer: 'claim', event: { type: 'claim.made', claim } }],
  })
  const { reservationId } = claim
  const data = reservationId === null ? {} : { reservationId, state: 'held' }
  run.call('hold.create', key, { kind: 'ok', ver: held.version, data })
  return confirm(run, claim, at + 1_000)
}

export function confirm(run: Run, claim: Claim, at: number): Claim {
  const confirmed: Claim = { ...claim, state: 'confirmed', expiresAt: null }
  const requestId = `confirm-${claim.id}`
  const event = { type: 'claim.changed', claim: confirmed, why: 'confirm' } as const
  const { version } = run.commit({
    at,
    set: [confirmed],
    events: [{ op: 'confirm', requestId, answer: 'claim', event }],
  })
  run.call('reservation.confirm', requestId, {
    kind: 'ok',
    ver: version,
    data: { reservationId: `r-${claim.id}`, state: 'confirmed' },
  })
  run.relay()
  return confirmed
}

/** The claim is gone. */
export function end(
  run: Run,
  claim: Claim,
  how: 'expired' | 'released' | 'cancelled',
  at: number,
  by: string | null,
): void {
  const why = how === 'expired' ? 'due' : how === 'released' ? 'release' : 'cancel'
  const op = how === 'expired' ? 'expire' : how === 'released' ? 'release' : 'cancel'
  const event = { type: 'claim.ended', claim, end: how, why } as const
  run.commit({ at, unset: [claim.id], events: [{ op, actor: by === null ? 'hub' : guest, requestId: by, event }] })
}
