import type { EventDocument } from '../lane/documents.ts'
import type { Collections } from '../models/collections.ts'

/**
 * The outcome of a change that spans two books is written by whoever comes by: here it gets the actor whose doing it was,
 * who took the first step of it.
 */
export function withMakers(
  { events }: Pick<Collections, 'events'>,
  heard: readonly EventDocument[],
): Promise<readonly EventDocument[]> {
  return Promise.all(
    heard.map(async (one) => {
      const { book, event } = one
      if (event.type !== 'claim.changed' || event.why !== 'bundle') return one
      const first = await events.findOne(
        { book, 'event.type': 'claim.made', 'event.claim.id': event.claim.id },
        { projection: { actor: 1 }, maxTimeMS: 5000 },
      )
      return first === null ? one : { ...one, actor: first.actor }
    }),
  )
}
