import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { mongo } from 'mongoose'
import { type ChangeDeps, changeDate, type DateChange } from '../../server/core/bundle/changeDate.ts'
import type { BundleDocument } from '../../server/core/bundle/documents.ts'
import { mongoBundleStore } from '../../server/core/bundle/mongoBundleStore.ts'
import { createSettler } from '../../server/core/bundle/settle.ts'
import type { BundleTimes } from '../../server/core/bundle/times.ts'
import { createPrimaryClock } from '../../server/core/infra/primaryClock.ts'
import { answerIndex, type BookDocument, type EventDocument } from '../../server/core/lane/documents.ts'
import { createLanes } from '../../server/core/lane/lanes.ts'
import { mongoBookStore } from '../../server/core/lane/mongoBookStore.ts'
import type { LedgerDocument } from '../../server/core/ledger/documents.ts'
import type { Weight } from '../../server/core/ledger/entry.ts'
import { createLedger } from '../../server/core/ledger/ledger.ts'
import { mongoLedgerStore } from '../../server/core/ledger/mongoLedgerStore.ts'
import type { LedgerTimes } from '../../server/core/ledger/times.ts'
import { bookedUntil } from '../../server/core/ledger/weight.ts'
import { type LedgerRequest, withLedger } from '../../server/core/ledger/withLedger.ts'
import type { Claim } from '../../shared/domain/book/types.ts'
import { toyRules, toyTurnMs, toyWant } from '../support/model/toyRules.ts'

export const hourMs = 60 * 60_000
export const noon = Date.parse('2031-01-01T12:00:00Z')

export interface GuestNodeTimes {
  readonly ledger?: LedgerTimes
  readonly bundle?: BundleTimes
}

/** A node as far as guests' limits and bundles go: its own connection and clock, on the units given. */
export async function startGuestNode(
  uri: string,
  dbName: string,
  units: readonly string[],
  times: GuestNodeTimes = {},
) {
  const client = await new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2_000 }).connect()
  const db = client.db(dbName)
  const events = db.collection<EventDocument>('events')
  const { key, ...index } = answerIndex
  await events.createIndex(key, index)
  const monotonic = () => performance.now()
  const clock = createPrimaryClock({
    hello: async () => (await db.command({ hello: 1 })).localTime.getTime(),
    monotonic,
  })
  await clock.start()
  const ledgers = db.collection<LedgerDocument>('ledgers')
  const bundles = mongoBundleStore(db.collection<BundleDocument>('bundles'))
  const books = mongoBookStore({ books: db.collection<BookDocument>('books'), events, client })
  const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const common = { clock, newId: randomUUID, sleep, yieldTurn }
  const lanes = createLanes({
    ...common,
    store: books,
    rules: { rules: async () => toyRules(units), newest: async () => 1 },
    bundles: createSettler(bundles),
    nodeId: randomUUID(),
    random: Math.random,
    monotonic,
    onCommit: () => {},
  })
  const store = mongoLedgerStore(ledgers)
  const ledger = createLedger({ ...common, store, books, ...(times.ledger && { times: times.ledger }) })
  const parts: ChangeDeps = { lanes, ledger, bundles, newId: randomUUID, ...(times.bundle && { times: times.bundle }) }
  return {
    ...parts,
    parts,
    books,
    ledgers,
    store,
    clock,
    /** A guest's command under their limits; staff's where `by` says so. */
    run: (request: Omit<LedgerRequest, 'bodyHash'>, weight: Weight, guestKeys = [request.by.key]) =>
      withLedger(
        { lanes, ledger, books },
        { ...request, bodyHash: '' },
        { guestKeys, weight, limited: !request.by.staff },
      ),
    change: (change: DateChange) => changeDate(parts, change),
    claimsIn: async (bookId: string): Promise<readonly Claim[]> =>
      Object.values((await books.read(bookId))?.book.claims ?? {}),
    entriesOf: async (guestKey: string) => (await ledgers.findOne({ _id: guestKey }))?.entries ?? [],
    [Symbol.asyncDispose]: async () => {
      clock.stop()
      await lanes.close()
      await ledger.close()
      await client.close()
    },
  }
}

export type GuestNode = Awaited<ReturnType<typeof startGuestNode>>

export function guest(key = `guest:${randomUUID()}`) {
  return { key, staff: false }
}

export const staff = { key: 'account:host', staff: true }

/** A hold of an hour at that time, with the weight it has. */
export function holdAt(bookId: string, start: number, by = guest(), requestId: string = randomUUID()) {
  const claimId = randomUUID()
  const expiresAt = Date.now() + hourMs
  const command = { type: 'hold', claimId, reservationId: claimId, want: toyWant(start), expiresAt } as const
  const weight: Weight = { kind: 'hold', start, end: start + toyTurnMs, until: expiresAt }
  return { request: { bookId, by, requestId, command }, weight }
}

/** A booking by staff's hand for that guest. */
export function bookingAt(bookId: string, start: number, holder: string) {
  const claimId = randomUUID()
  const command = { type: 'book', claimId, reservationId: claimId, holder, want: toyWant(start) } as const
  return { request: { bookId, by: staff, requestId: randomUUID(), command }, weight: booked(start) }
}

export function booked(start: number): Weight {
  const end = start + toyTurnMs
  return { kind: 'booking', start, end, until: bookedUntil(start, end) }
}
