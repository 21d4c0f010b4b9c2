import type { mongo } from 'mongoose'
import { within } from '../infra/within.ts'
import { answerIndex, type BookDocument, type EventDocument } from './documents.ts'
import { clockFilter, emptyDocument, proofIn, readIn, updateOf } from './mongoShapes.ts'
import type { BookStore, RequestOf } from './ports.ts'
import { ReadTime } from './readTime.ts'
import { rememberedIn } from './remembered.ts'

export interface MongoBookStoreDeps {
  readonly books: mongo.Collection<BookDocument>
  readonly events: mongo.Collection<EventDocument>
  readonly client: Pick<mongo.MongoClient, 'startSession'>
  /** How long a call may take before it counts as failed, its outcome unknown. @default 3_000 */
  readonly callMs?: number
}

const acknowledged = { writeConcern: { w: 'majority', journal: true } } as const

/** Books in MongoDB: one document each, one compare-and-set per commit. */
export function mongoBookStore({ books, events, client, callMs = 3_000 }: MongoBookStoreDeps): BookStore {
  const readTime = new ReadTime()
  const reading = { readPreference: 'primary', maxTimeMS: callMs } as const

  /** A read that is not older than any before it. */
  const readAfter = <T>(read: (options: ReadOptions) => Promise<T>): Promise<T> =>
    readTime.after(client, callMs, (session) => read({ ...reading, readConcern: 'majority', session }))

  return {
    read: async (bookId) => {
      const found = await readAfter((options) => books.findOne({ _id: bookId }, options))
      return found && readIn(found)
    },

    readLinearizable: async (bookId, guards) => {
      const projection = { version: 1, nodes: 1 }
      const options = { ...reading, readConcern: 'linearizable', projection } as const
      const found = await within(callMs, books.findOne({ _id: bookId, ...clockFilter(guards) }, options))
      return found && proofIn(found)
    },

    create: async (bookId, settingsVersion) => {
      await within(callMs, books.insertOne(emptyDocument(bookId, settingsVersion), acknowledged).catch(unlessThere))
    },

    commit: async (write) => {
      const filter = { _id: write.bookId, version: write.version, ...clockFilter(write.guards) }
      const { matchedCount } = await within(callMs, books.updateOne(filter, updateOf(write), acknowledged))
      return matchedCount === 1 ? 'applied' : 'missed'
    },

    remembered: async (bookId, keys) => {
      const wanted = { book: bookId, requestId: { $in: keys.map(({ requestId }) => requestId) } }
      const filter = { ...wanted, ...answerIndex.partialFilterExpression }
      const found = await readAfter((options) => events.find(filter, options).toArray())
      return found
        .flatMap(rememberedIn)
        .filter(({ actor, requestId }) => keys.some((key) => key.actor === actor && key.requestId === requestId))
    },

    answeredAfter: async (bookId, version, most) => {
      // A book that nobody here knew before is asked for as a whole, by the index of answers.
      const since = version < 0 ? {} : { version: { $gt: version } }
      const filter = { book: bookId, ...since, ...answerIndex.partialFilterExpression }
      const projection = { _id: 0, actor: 1, requestId: 1 }
      return readAfter((options) =>
        events
          .find<RequestOf>(filter, { ...options, projection })
          .limit(most)
          .toArray(),
      )
    },
  }
}

interface ReadOptions {
  readonly readPreference: 'primary'
  readonly readConcern: 'majority'
  readonly maxTimeMS: number
  readonly session: mongo.ClientSession
}

const duplicateKey = 11_000

/** Another node made it first. */
function unlessThere(error: unknown): void {
  if ((error as { code?: unknown }).code !== duplicateKey) throw error
}
