import { mongo } from 'mongoose'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { WebhookDocument } from './documents.ts'

/** Of one restaurant. */
export const mostWebhooks = 10
const places = Array.from({ length: mostWebhooks }, (_, slot) => slot)
const duplicateKey = 11_000

/**
 * Puts a webhook in a free place of its restaurant, once however often it is asked for; who are faster take another one.
 *
 * @returns it as it is kept
 * @throws AppError `not_allowed_now` with `too_many`
 */
export async function addWebhook(
  { collections }: Pick<Deps, 'collections'>,
  made: Omit<WebhookDocument, 'slot'>,
): Promise<WebhookDocument> {
  // Whoever was too slow for each place looks once more, and finds none.
  for (let tries = 0; tries <= mostWebhooks; tries++) {
    const slot = await freePlace(collections.webhooks, made.venueId)
    if (slot === undefined) throw new AppError('not_allowed_now', { reason: 'too_many' })
    const webhook = { ...made, slot }
    try {
      await collections.webhooks.insertOne(webhook)
      return webhook
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError && error.code === duplicateKey)) throw error
    }
    const there = await collections.webhooks.findOne({ _id: made._id }, { maxTimeMS: 3000 })
    if (there !== null) return there
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

async function freePlace(webhooks: mongo.Collection<WebhookDocument>, venueId: string): Promise<number | undefined> {
  const there = await webhooks.find({ venueId }, { projection: { slot: 1 }, maxTimeMS: 3000 }).toArray()
  const taken = new Set(there.map(({ slot }) => slot))
  return places.find((slot) => !taken.has(slot))
}
