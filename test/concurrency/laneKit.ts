import { randomUUID } from 'node:crypto'
import { mongo } from 'mongoose'
import { createPrimaryClock } from '../../server/core/infra/primaryClock.ts'
import { answerIndex, type BookDocument, type EventDocument } from '../../server/core/lane/documents.ts'
import { createLanes } from '../../server/core/lane/lanes.ts'
import { mongoBookStore } from '../../server/core/lane/mongoBookStore.ts'
import type { BookStore, LaneDeps, LaneRequest } from '../../server/core/lane/ports.ts'
import type { Command, Rules } from '../../shared/domain/book/types.ts'
import { toyRules, toyWant } from '../support/model/toyRules.ts'

export const units = ['t1', 't2', 't3']

/** A node as far as lanes go: its own connection, clock and id. */
export interface LaneNode extends AsyncDisposable {
  readonly lanes: ReturnType<typeof createLanes>
  readonly books: mongo.Collection<BookDocument>
  readonly events: mongo.Collection<EventDocument>
  readonly client: mongo.MongoClient
  /** One round of the relay: copies pending events, then takes them out of their books. */
  relay(): Promise<void>
}

export interface LaneNodeOptions {
  readonly rules?: Rules
  readonly wrap?: (store: BookStore) => BookStore
  readonly deps?: Partial<LaneDeps>
  /** How far the clock is off until it is corrected. */
  readonly skewMs?: number
  readonly mongo?: mongo.MongoClientOptions
}

export async function startLaneNode(uri: string, dbName: string, options: LaneNodeOptions = {}): Promise<LaneNode> {
  const client = await new mongo.MongoClient(uri, {
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 2_000,
    waitQueueTimeoutMS: 2_000,
    serverSelectionTimeoutMS: 2_000,
    ...options.mongo,
  }).connect()
  const db = client.db(dbName)
  const [books, events] = [db.collection<BookDocument>('books'), db.collection<EventDocument>('events')]
  const { key, ...index } = answerIndex
  await events.createIndex(key, index)
  const monotonic = () => performance.now()
  let off = options.skewMs ?? 0
  const hello = async () => {
    const told = (await db.command({ hello: 1 })).localTime.getTime() + off
    off = 0
    return told as number
  }
  const clock = createPrimaryClock({ hello, monotonic })
  await clock.start()
  const store = mongoBookStore({ books, events, client })
  const lanes = createLanes({
    store: options.wrap?.(store) ?? store,
    rules: { rules: async () => options.rules ?? toyRules(units), newest: async () => 1 },
    bundles: { settle: async () => 'open' },
    clock,
    nodeId: randomUUID(),
    newId: randomUUID,
    random: Math.random,
    monotonic,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
    onCommit: () => {},
    ...options.deps,
  })
  const dispose = async () => {
    clock.stop()
    await lanes.close()
    await client.close()
  }
  const relay = () => relayOnce(books, events)
  return { lanes, books, events, client, relay, [Symbol.asyncDispose]: dispose }
}

async function relayOnce(books: LaneNode['books'], events: LaneNode['events']): Promise<void> {
  const safe = { writeConcern: { w: 'majority' } } as const
  for (const { _id, events: pending } of await books.find({ pendingSince: { $exists: true } }).toArray()) {
    const found = Object.entries(pending)
    for (const [, event] of found) {
      const document = { ...event, _id: `${event.book}:${event.version}:${event.n}`, at: new Date() }
      await events.replaceOne({ _id: document._id }, document, { ...safe, upsert: true })
    }
    await books.updateOne({ _id }, { $unset: Object.fromEntries(found.map(([key]) => [`events.${key}`, ''])) }, safe)
  }
}

/** How many answers to this request the book and `events` know together. */
export async function effectsOf({ books, events }: LaneNode, { bookId, by, requestId }: LaneRequest): Promise<number> {
  const pending = Object.values((await books.findOne({ _id: bookId }))?.events ?? {})
  const copied = await events.find({ book: bookId }).toArray()
  const mine = [...pending, ...copied].filter(
    (one) => one.actor === by.key && one.requestId === requestId && one.answer,
  )
  return new Set(mine.map(({ version }) => version)).size
}

export const night = Date.parse('2030-01-01T19:00:00Z')

export function holdAt(start: number, expiresAt = Date.now() + 60_000, unit?: string) {
  const claimId = randomUUID()
  const want = toyWant(start, unit === undefined ? {} : { unitIds: [unit] })
  return { type: 'hold', claimId, reservationId: claimId, want, expiresAt } as const
}

let count = 0

/** A guest's command under a fresh requestId. */
export function request(bookId: string, command: Command, more: Partial<LaneRequest> = {}): LaneRequest {
  count += 1
  const by = { key: `guest:${count}`, staff: false }
  return { bookId, command, by, requestId: `request-${count}`, bodyHash: JSON.stringify(command), ...more }
}
