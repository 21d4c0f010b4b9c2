import { mongo } from 'mongoose'
import type { Deps } from '../deps.ts'
import { idOf } from '../infra/ids.ts'
import type { ReservationDocument } from '../models/documents.ts'
import type { CallDocument } from '../talk/notices/documents.ts'
import type { BookingNotice, NoticeDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'clock'>

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
export function tellInApp(
  deps: Needs,
  { _id, kind, by }: Pick<BookingNotice, '_id' | 'kind' | 'by'>,
  { _id: reservationId, owner, venueId, date, start, party }: ReservationDocument,
): Promise<string> {
  return leave(deps, { _id: idOf(_id), owner, kind, by, reservationId, venueId, date, start, party, ...timesOf(deps) })
}

/** The same for somebody who works at a desk, of a guest who waits there. */
export function tellCallInApp(
  deps: Needs,
  { _id, kind, conversationId }: Pick<CallDocument, '_id' | 'kind' | 'conversationId'>,
  { owner, deskId }: Pick<NoticeDocument, 'owner'> & { readonly deskId: string },
): Promise<string> {
  return leave(deps, { _id: idOf(_id), owner, kind, deskId, conversationId, ...timesOf(deps) })
}

function timesOf({ clock }: Needs): Pick<NoticeDocument, 'at' | 'expireAt'> {
  const at = clock.now()
  return { at: new Date(at), expireAt: new Date(at + keptMs) }
}

async function leave({ collections }: Needs, notice: NoticeDocument): Promise<string> {
  try {
    await collections.notices.insertOne(notice, { maxTimeMS: 5000 })
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError && error.code === duplicateKey)) throw error
  }
  return notice._id
}
