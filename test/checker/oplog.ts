import { isDeepStrictEqual } from 'node:util'
import type { mongo } from 'mongoose'
import type { EventRecord } from '../../server/core/lane/ports.ts'
import type { TableSettings } from '../../shared/domain/tables/settings.ts'
import { applyDelta, type Plain } from './delta.ts'
import type { BookState, BookWrite, Claims, Oplog, OutboxRow } from './evidence.ts'

type MongoClient = mongo.MongoClient
type Timestamp = mongo.Timestamp

interface Entry {
  readonly op: string
  readonly ns: string
  readonly o: Plain
  readonly o2?: Plain
  readonly wall: Date
}

export interface RunOplog extends Oplog {
  /** Where what was rebuilt differs from what the database holds; read after `writes` has ended and all is at rest. */
  differences(): Promise<readonly string[]>
}

/** Where the oplog stands: what a run does comes after it. */
export async function markOplog(client: MongoClient): Promise<Timestamp> {
  const hello = await client.db('admin').command({ hello: 1 })
  return (hello.lastWrite as { readonly opTime: { readonly ts: Timestamp } }).opTime.ts
}

/**
 * What was committed to books and events since the mark, rebuilt from the oplog.
 *
 * The oplog, not post-images of a change stream: those need the collection altered under the run, a cursor that
 * outlives each failover, and so a second thing to trust; the oplog is read once, after the run, by majority, and is what
 * the members themselves agreed on. Its price is an inner format (`delta.ts`), and `differences` is what pays it: a
 * misread entry would leave a rebuilt book that is not the stored one.
 */
export async function readOplog(client: MongoClient, database: string, since: Timestamp): Promise<RunOplog> {
  const db = client.db(database)
  const books = new Map<string, Plain>()
  const rows = new Map<string, { doc: Plain; inserted: number }>()
  return {
    settings: await readSettings(db),
    writes: readWrites(client, database, since, { books, rows }),
    *outbox() {
      for (const [id, { doc, inserted }] of rows) yield rowOf(id, doc, inserted)
    },
    differences: () => compare(db, books),
  }
}

interface Rebuilt {
  readonly books: Map<string, Plain>
  readonly rows: Map<string, { doc: Plain; inserted: number }>
}

async function* readWrites(
  client: MongoClient,
  database: string,
  since: Timestamp,
  to: Rebuilt,
): AsyncGenerator<BookWrite> {
  const named = [`${database}.books`, `${database}.events`]
  const filter = { ts: { $gt: since }, $or: [{ ns: { $in: named } }, { op: 'c', 'o.applyOps.ns': { $in: named } }] }
  const found = client
    .db('local')
    .collection<Entry>('oplog.rs')
    .find(filter, { readConcern: { level: 'majority' } })
  for await (const logged of found) {
    for (const entry of unwrap(logged)) {
      if (entry.ns === named[0]) yield writeBook(to.books, entry)
      if (entry.ns === named[1]) writeRow(to.rows, entry)
    }
  }
}

/** Writes of one transaction, or of one bulk insert, are logged as one entry. */
function unwrap(entry: Entry): readonly Entry[] {
  if (entry.op !== 'c') return [entry]
  return (entry.o.applyOps as readonly Entry[]).map((inner) => ({ ...inner, wall: entry.wall }))
}

function writeBook(books: Map<string, Plain>, entry: Entry): BookWrite {
  const bookId = idOf(entry)
  const old = books.get(bookId)
  const now = documentAfter(entry, old)
  if (now === null) books.delete(bookId)
  else books.set(bookId, now)
  return { bookId, wall: entry.wall.getTime(), before: stateOf(old), after: stateOf(now ?? undefined) }
}

function writeRow(rows: Rebuilt['rows'], entry: Entry): void {
  const id = idOf(entry)
  const old = rows.get(id)
  const doc = documentAfter(entry, old?.doc)
  if (doc !== null) rows.set(id, { doc, inserted: (old?.inserted ?? 0) + (entry.op === 'i' ? 1 : 0) })
}

function idOf({ op, o, o2 }: Entry): string {
  return (op === 'u' ? o2?._id : o._id) as string
}

function documentAfter({ op, ns, o, o2 }: Entry, old: Plain | undefined): Plain | null {
  if (op === 'd') return null
  if (op === 'i' || (op === 'u' && o.$v === undefined)) return o
  if (op !== 'u' || o.$v !== 2) {
    throw new Error(`the oplog holds an entry for ${ns} that is not known: ${op} ${String(o.$v)}`)
  }
  if (old === undefined) throw new Error(`${ns} ${String(o2?._id)} was there before the mark`)
  return applyDelta(old, o.diff as Plain)
}

function stateOf(doc: Plain | undefined): BookState | null {
  if (doc === undefined) return null
  return {
    version: doc.version as number,
    settingsVersion: doc.settingsVersion as number,
    committedAt: (doc.committedAt as Date).getTime(),
    claims: (doc.claims ?? {}) as Claims,
    events: (doc.events ?? {}) as BookState['events'],
  }
}

function rowOf(id: string, doc: Plain, inserted: number): OutboxRow {
  return { id, inserted, done: doc.done !== undefined && doc.done !== false, record: doc as unknown as EventRecord }
}

async function readSettings(db: mongo.Db): Promise<ReadonlyMap<string, TableSettings>> {
  const stored = await db.collection<{ _id: string; settings: TableSettings }>('settings').find().toArray()
  return new Map(stored.map(({ _id, settings }) => [_id, settings]))
}

async function compare(db: mongo.Db, rebuilt: ReadonlyMap<string, Plain>): Promise<readonly string[]> {
  const missing = new Set(rebuilt.keys())
  const found: string[] = []
  const query = db.collection<{ _id: string }>('books').find({}, { readConcern: { level: 'majority' } })
  for await (const stored of query) {
    missing.delete(stored._id)
    if (!isDeepStrictEqual(rebuilt.get(stored._id), stored)) found.push(`${stored._id}: rebuilt and stored differ`)
  }
  return [...found, ...[...missing].map((id) => `${id}: rebuilt and not stored`)]
}
