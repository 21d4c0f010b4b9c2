import type { mongo } from 'mongoose'
import type { Deps } from '../server/core/deps.ts'
import type { BookDocument } from '../server/core/lane/documents.ts'

/** A stream that broke is opened again after this; until then the relay's own rounds find the work. */
const againMs = 2000

/**
 * Calls `wake` when a book got events. One stream per worker, and it carries no state: what it misses, the relay's
 * rounds find by `pendingSince`.
 */
export function watchBooks(
  { collections, log }: Pick<Deps, 'collections' | 'log'>,
  wake: () => void,
): () => Promise<void> {
  let stopped = false
  let stream: mongo.ChangeStream<BookDocument> | null = null
  let again: NodeJS.Timeout | null = null

  function open(): void {
    if (stopped) return
    const pipeline = [
      { $match: { 'updateDescription.updatedFields.version': { $exists: true } } },
      { $project: { _id: 1 } },
    ]
    const opened = collections.books.watch<BookDocument>(pipeline, { maxAwaitTimeMS: 1000 })
    stream = opened
    opened.on('change', wake)
    opened.on('error', (err) => {
      log.warn({ err }, 'change stream broke')
      retire()
      again = setTimeout(open, againMs)
    })
  }

  function retire(): void {
    // Closing a broken stream fails as the stream did, which has been told.
    stream?.close().catch(() => undefined)
    stream = null
  }

  open()
  return async () => {
    stopped = true
    if (again !== null) clearTimeout(again)
    await stream?.close()
  }
}
