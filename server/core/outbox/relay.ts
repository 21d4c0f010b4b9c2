import type { Deps } from '../deps.ts'
import type { EventDocument } from '../lane/documents.ts'
import { copyEvents, onceMore, pendingBooks } from './copyEvents.ts'
import { type Projected, projectReservations } from './projectReservations.ts'

/** Books looked after, and events published, at a time. */
const booksAtOnce = 50
const eventsAtOnce = 500

/** Whoever wants to hear of what happened. Each may hear it again and must not mind. */
export interface Consumer {
  readonly name: string
  hear(events: readonly EventDocument[]): Promise<void>
}

/** Two loops of their own: whoever is slow to hear of something must not make books grow. Each tells how much it did. */
export interface Relay {
  /** Copies what waits in books. */
  copy(): Promise<number>
  /** Publishes what was copied and not yet published. */
  publish(): Promise<number>
}

type Needs = Pick<Deps, 'collections' | 'log' | 'probe'>

/**
 * Carries facts out of the books: first into `events`, where they are safe, then, from there, to whoever works on
 * them, with a mark when all have heard. With the queues away books do not grow, only the list of the unmarked.
 */
const idle: Relay = { copy: () => Promise.resolve(0), publish: () => Promise.resolve(0) }

export function createRelay(
  deps: Needs,
  onProjected: (projected: Projected) => void,
  consumers: readonly Consumer[],
): Relay {
  const { collections, log } = deps

  async function copy(): Promise<number> {
    const books = await pendingBooks(deps, booksAtOnce)
    const copied = await Promise.all(
      books.map((bookId) =>
        copyEvents(deps, bookId).catch((err: unknown) => {
          // One book's trouble is not another's; the next round tries it again.
          log.error({ err, book: bookId }, 'events could not be copied')
          return 0
        }),
      ),
    )
    return copied.reduce((sum, count) => sum + count, 0)
  }

  async function publish(): Promise<number> {
    const events = await collections.events
      .find({ done: false }, { maxTimeMS: 5000 })
      .sort({ at: 1, version: 1, n: 1 })
      .limit(eventsAtOnce)
      .toArray()
    if (events.length === 0) return 0
    onProjected(await projectReservations(collections, events))
    await deps.probe?.at('K7.projected')
    for (const consumer of consumers) await consumer.hear(events)
    await deps.probe?.at('K8.relayed')
    const heard = { _id: { $in: events.map((event) => event._id) } }
    await collections.events.updateMany(heard, { $set: { done: true } }, onceMore)
    return events.length
  }

  return deps.probe?.breaks('no-relay') === true ? idle : { copy, publish }
}
