import { randomUUID } from 'node:crypto'
import { mongo } from 'mongoose'
import type { Command, Rules } from '../../shared/domain/book/types.ts'
import { createPrimaryClock } from '../../server/core/infra/primaryClock.ts'
import { answerIndex, type BookDocument, type EventDocument } from '../../server/core/lane/documents.ts'
import { createLanes } from '../../server/core/lane/lanes.ts'
import { mongoBookStore } from '../../server/core/lane/mongoBookStore.ts'
import type { BookStore, LaneDeps, LaneRequest } from '../../server/core/lane/ports.ts'
import { toyRules } from '../support/model/toyRules.ts'

export const units = ['t1', 't2', 't3']

/** A node as far as lanes go: its own connection, clock and id. */
export interface LaneNode extends AsyncDisposable {
  readonly lanes: ReturnType<typeof createLanes>
  readonly books: mongo.Collection<BookDocument>
  readonly events: mongo.Collection<EventDocument>
  readonly admin: mongo.Admin
}

export interface LaneNodeOptions {
  readonly rules?: Rules
  readonly wrap?: (store: BookStore) => BookStore
  readonly deps?: Partial<LaneDeps>
}

export async function startLaneNode(uri: string, dbName: string, options: LaneNodeOptions = {}): Promise<LaneNode> {
  const client = await new mongo.MongoClient(uri, {
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 2_000,
    waitQueueTimeoutMS: 2_000,
    serverSelectionTimeoutMS: 2_000,
  }).connect()
  const db = client.db(dbName)
  const [books, events] = [db.collection<BookDocument>('books'), db.collection<EventDocument>('events')]
  const { key, ...index } = answerIndex
  await events.createIndex(key, index)
  const monotonic = () => performance.now()
  const hello = async () => (await db.command({ hello: 1 })).localTime.getTime() as number
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
  return { lanes, books, events, admin: client.db('admin').admin(), [Symbol.asyncDispose]: dispose }
}

let count = 0

/** A guest's command under a fresh requestId. */
export function request(bookId: string, command: Command, more: Partial<LaneRequest> = {}): LaneRequest {
  count += 1
  const by = { key: `guest:${count}`, staff: false }
  return { bookId, command, by, requestId: `request-${count}`, bodyHash: JSON.stringify(command), ...more }
}
