import { mongo } from 'mongoose'
import type { Deps } from '../deps.ts'
import { idOf } from '../infra/ids.ts'
import type { ReservationDocument } from '../models/documents.ts'
import type { NoticeDocument } from './documents.ts'

const keptMs = 90 * 86_400_000
const duplicateKey = 11_000

/** Whoever looks at an app of ours: a restaurant and a partner have a book of their own. */
export function looksAtApp(owner: string): boolean {
  return owner.startsWith('guest:') || owner.startsWith('account:')
}

/**
 * Puts it among what whoever has the reservation was told. Told twice it is there once, and stays read.
 *
 * @returns its id
 */
export async function tellInApp(
  { collections, clock }: Pick<Deps, 'collections' | 'clock'>,
  { _id, kind, by }: Pick<NoticeDocument, '_id' | 'kind' | 'by'>,
  { _id: reservationId, owner, venueId, date, start, party }: ReservationDocument,
): Promise<string> {
  const at = clock.now()
  const times = { at: new Date(at), expireAt: new Date(at + keptMs) }
  const notice = { _id: idOf(_id), owner, kind, by, reservationId, venueId, date, start, party, ...times }
  try {
    await collections.notices.insertOne(notice, { maxTimeMS: 5000 })
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError && error.code === duplicateKey)) throw error
  }
  return notice._id
}
