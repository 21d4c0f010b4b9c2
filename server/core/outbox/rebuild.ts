import type { mongo } from 'mongoose'
import { canonical } from '../infra/ids.ts'
import type { Log } from '../infra/log.ts'
import type { EventRecord } from '../lane/ports.ts'
import type { Collections } from '../models/collections.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { copyEvents, pendingBooks } from './copyEvents.ts'
import { projectReservations } from './projectReservations.ts'

/** A row of the projection that was not what the events say. */
export interface Difference {
  readonly reservationId: string
  readonly found: ReservationDocument | null
  /** Null: no event speaks of it. */
  readonly made: ReservationDocument | null
}

interface RebuildDeps {
  readonly db: mongo.Db
  readonly collections: Collections
  readonly log: Log
  /** Called now and then with how many events were read. */
  readonly onProgress: (events: number) => void
}

const eventsAtOnce = 2000

/**
 * Makes the projection anew beside the living one, from `events` and what still lies in books, by the relay's own rule;
 * then brings the living one to it where they differ. Safe beside a running relay: each row is still only ever written
 * over by what is newer, so a row that moved on meanwhile is left as it is.
 */
export async function rebuildReservations(deps: RebuildDeps): Promise<readonly Difference[]> {
  const { db, collections } = deps
  for (let books = await pendingBooks(deps, 500); books.length > 0; books = await pendingBooks(deps, 500)) {
    for (const bookId of books) await copyEvents(deps, bookId)
  }
  const made = db.collection<ReservationDocument>('reservations_rebuilt')
  await made.deleteMany({})
  await replay(deps, made)
  const differences: Difference[] = []
  for await (const row of made.find()) {
    const found = await collections.reservations.findOne({ _id: row._id })
    if (found !== null && canonical(found) === canonical(row)) continue
    const { modifiedCount } = await bring(collections.reservations, row)
    if (found === null || modifiedCount > 0) differences.push({ reservationId: row._id, found, made: row })
  }
  differences.push(...(await removeUnspoken(deps, made)))
  await made.drop()
  return differences
}

async function replay({ collections, onProgress }: RebuildDeps, into: Collections['reservations']): Promise<void> {
  let batch: EventRecord[] = []
  let count = 0
  for await (const event of collections.events.find().sort({ book: 1, version: 1, n: 1 }).allowDiskUse()) {
    batch.push(event)
    if (batch.length < eventsAtOnce) continue
    await projectReservations({ reservations: into }, batch)
    onProgress((count += batch.length))
    batch = []
  }
  await projectReservations({ reservations: into }, batch)
  onProgress(count + batch.length)
}

/** Over the same or an older row only; a newer one was written by the relay while this ran. */
async function bring(reservations: Collections['reservations'], row: ReservationDocument) {
  const { _id, ...rest } = row
  await reservations.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true })
  const { generation, bookVersion, n } = row
  const notNewer = [
    { generation: { $lt: generation } },
    { generation, bookVersion: { $lt: bookVersion } },
    { generation, bookVersion, n: { $lte: n } },
  ]
  return reservations.replaceOne({ _id, $or: notNewer }, rest)
}

async function removeUnspoken({ collections }: RebuildDeps, made: Collections['reservations']): Promise<Difference[]> {
  const extra: Difference[] = []
  for await (const found of collections.reservations.find()) {
    if ((await made.countDocuments({ _id: found._id }, { limit: 1 })) > 0) continue
    const spoken = await collections.events.countDocuments(
      { 'event.claim.reservationId': found._id, book: `${found.venueId}:${found.date}` },
      { limit: 1 },
    )
    if (spoken > 0) continue
    await collections.reservations.deleteOne({ _id: found._id, bookVersion: found.bookVersion, n: found.n })
    extra.push({ reservationId: found._id, found, made: null })
  }
  return extra
}
