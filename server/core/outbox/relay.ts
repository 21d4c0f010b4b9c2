import { createAuditChain } from '../audit/chainRecords.ts'
import type { Deps } from '../deps.ts'
import type { EventDocument } from '../lane/documents.ts'
import { copyEvents, pendingBooks } from './copyEvents.ts'
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
  /** Publishes what was copied and not yet published, and chains it with what else is on record. */
  publish(): Promise<number>
}

type Needs = Pick<Deps, 'collections' | 'log' | 'macs' | 'clock' | 'probe'>

const idle: Relay = { copy: () => Promise.resolve(0), publish: () => Promise.resolve(0) }

/**
 * Carries facts out of the books: first into `events`, where they are safe, then, from there, to whoever works on
 * them, with a mark when all have heard. With the queues away books do not grow, only the list of the unmarked.
 */
export function createRelay(
  deps: Needs,
  onProjected: (projected: Projected) => void,
  consumers: readonly Consumer[],
): Relay {
  const { collections, log } = deps
  const chain = createAuditChain(deps)

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
    const [events, records] = await Promise.all([unpublished(), chain.waiting()])
    if (events.length > 0) await tell(events)
    await chain.add(events, records)
    return events.length + records.length
  }

  function unpublished(): Promise<readonly EventDocument[]> {
    return collections.events
      .find({ done: false }, { maxTimeMS: 5000 })
      .sort({ at: 1, version: 1, n: 1 })
      .limit(eventsAtOnce)
      .toArray()
  }

  async function tell(events: readonly EventDocument[]): Promise<void> {
    onProjected(await projectReservations(collections, events))
    await deps.probe?.at('K7.projected')
    for (const consumer of consumers) await consumer.hear(events)
    await deps.probe?.at('K8.relayed')
  }

  return deps.probe?.breaks('no-relay') === true ? idle : { copy, publish }
}
