import { mongo } from 'mongoose'
import { canonical } from '../infra/ids.ts'
import type { Log } from '../infra/log.ts'
import type { BookDocument, EventDocument } from '../lane/documents.ts'
import type { EventRecord } from '../lane/ports.ts'
import type { Collections } from '../models/collections.ts'

type Copied = Pick<BookDocument, '_id' | 'version' | 'events' | 'nodes'>

type Needs = { readonly collections: Pick<Collections, 'books' | 'events'>; readonly log: Log }

/** A node's mark in a book is dropped after this: whoever made it has long known its outcome. */
const marksKeptMs = 86_400_000
const duplicateKey = 11_000

/** Books with events that wait, longest first. */
export async function pendingBooks(
  { collections }: Pick<Needs, 'collections'>,
  limit: number,
): Promise<readonly string[]> {
  const found = await collections.books
    .find({ pendingSince: { $exists: true } }, { projection: { _id: 1 }, maxTimeMS: 5000 })
    .sort({ pendingSince: 1 })
    .limit(limit)
    .toArray()
  return found.map((book) => book._id)
}

/**
 * Copies a book's events to `events` and then takes them out of the book, without touching its version.
 *
 * Killed anywhere, it is simply done again: an event that is there already must be the same one.
 *
 * @returns how many were copied
 */
export async function copyEvents(deps: Needs, bookId: string): Promise<number> {
  const { books } = deps.collections
  const projection = { version: 1, events: 1, nodes: 1 }
  const book = await books.findOne<Copied>({ _id: bookId }, { projection, maxTimeMS: 5000 })
  if (book === null) return 0
  const records = Object.values(book.events).sort((a, b) => a.version - b.version || a.n - b.n)
  if (records.length > 0) await insertOnce(deps, records)
  await takeOut(deps, book)
  return records.length
}

async function insertOnce(deps: Needs, records: readonly EventRecord[]): Promise<void> {
  const at = new Date()
  const documents = records.map((record): EventDocument => ({ _id: eventId(record), ...record, at, done: false }))
  try {
    await deps.collections.events.insertMany(documents, { ordered: true })
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError) || error.code !== duplicateKey) throw error
    await insertMissing(deps, documents)
  }
}

/** Some are there: a relay before this one was stopped in between, or another is at the same book. */
async function insertMissing(deps: Needs, documents: readonly EventDocument[]): Promise<void> {
  const writes = documents.map(
    ({ _id, ...rest }): mongo.AnyBulkWriteOperation<EventDocument> => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
    }),
  )
  await deps.collections.events.bulkWrite(writes, { ordered: true })
  await compare(deps, documents)
}

/** What was there before must be what this book says; anything else is two truths, and loud. */
async function compare({ collections, log }: Needs, documents: readonly EventDocument[]): Promise<void> {
  const there = await collections.events
    .find({ _id: { $in: documents.map((document) => document._id) } }, { maxTimeMS: 5000 })
    .toArray()
  const known = new Map(there.map(({ _id, event, actor, requestId }) => [_id, canonical([event, actor, requestId])]))
  for (const { _id, book, version, event, actor, requestId } of documents) {
    if (known.get(_id) === canonical([event, actor, requestId])) continue
    log.error({ book, version }, 'an event in the history differs from the book')
    throw new Error('history and book disagree')
  }
}

/** Rolled back it is done again, so nothing waits for the majority or for the journal. */
const onceMore = { writeConcern: { w: 1, journal: false } } as const

async function takeOut({ collections }: Needs, book: Copied): Promise<void> {
  const old = Date.now() - marksKeptMs
  const keys = [
    ...Object.keys(book.events).map((key) => `events.${key}`),
    ...Object.entries(book.nodes).flatMap(([node, { at }]) => (at.getTime() < old ? [`nodes.${node}`] : [])),
  ]
  const unset: Record<string, 1> = Object.fromEntries(keys.map((key) => [key, 1]))
  // Only at the version read is it true that nothing waits any more.
  const { matchedCount } = await collections.books.updateOne(
    { _id: book._id, version: book.version },
    { $unset: { ...unset, pendingSince: 1 } },
    onceMore,
  )
  if (matchedCount === 0 && keys.length > 0) {
    await collections.books.updateOne({ _id: book._id }, { $unset: unset }, onceMore)
  }
}

function eventId({ book, version, n }: Pick<EventRecord, 'book' | 'version' | 'n'>): string {
  return `${book}:${version}:${n}`
}
