import type { mongo } from 'mongoose'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import type { BookDocument } from '../../server/core/lane/documents.ts'
import type { Cluster } from '../replay/cluster.ts'
import { buildVenue, seoul } from '../support/venue.ts'
import { actorOf, type Heart } from './commands.ts'

/** How many nights are held at a time. */
export const nights = 50
/** In each night; each the only one for its number of people, so that whoever watches sees it become free. */
export const tables = 20

/** A restaurant of such nights. */
export async function room({ core }: Heart) {
  const settings = {
    tables: Array.from({ length: tables }, (_, n) => ({
      id: `T${n + 1}`,
      minParty: n + 1,
      maxParty: n + 1,
      area: 'room',
      channel: 'online' as const,
    })),
    maxParty: tables,
    bookingWindowDays: 400,
    holdMs: 600_000,
    repacking: false,
  }
  const venue = buildVenue({ settings })
  await saveVenue(core.deps.collections, venue)
  return venue
}

/** Every table of one evening held. @returns the claims, by number of people */
export async function fill({ call }: Heart, venueId: string, date: string): Promise<readonly string[]> {
  const startsAt = seoul(date, '19:00')
  const ids: string[] = []
  for (let party = 1; party <= tables; party++) {
    const hold = await call(
      'hold.create',
      { venueId, date, startsAt, party },
      actorOf({ role: 'diner', venueId: null }),
    )
    ids.push(hold.reservationId.split('_')[2] ?? '')
  }
  return ids
}

/** Written by hand: a thousand holds are not made within one second. */
export async function letRunOut(
  { client, database }: Cluster,
  book: string,
  ids: readonly string[],
  endOf: (index: number) => number,
): Promise<void> {
  const books: mongo.Collection<BookDocument> = client.db(database).collection('books')
  const ends = Object.fromEntries(ids.map((id, index) => [`claims.${id}.expiresAt`, endOf(index)]))
  await books.updateOne({ _id: book }, { $set: { ...ends, nextDue: new Date(endOf(0)) }, $inc: { version: 1 } })
}
