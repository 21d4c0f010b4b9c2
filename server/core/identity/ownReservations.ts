import type { Deps } from '../deps.ts'
import { parseBookId } from '../lane/bookId.ts'
import { parseClaimKey } from '../ledger/entry.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { findReservation } from '../queries/findReservation.ts'
import { reservationIdOf } from '../reservationId.ts'

type Needs = Pick<Deps, 'collections' | 'store' | 'bundles' | 'clock'>

/**
 * Everything an actor holds or ever booked. What is still to come is told as its book has it: found in the projection,
 * or on the actor's ledger page, which is written before a claim is made.
 */
export async function reservationsOf(needs: Needs, actor: string): Promise<readonly ReservationDocument[]> {
  const { collections, clock } = needs
  const projected = await collections.reservations.find({ owner: actor }, { maxTimeMS: 10_000 }).toArray()
  const rows = new Map(projected.map((row) => [row._id, row]))
  const toCome = projected.filter(({ end }) => end > clock.now()).map(({ _id }) => _id)
  for (const id of new Set([...toCome, ...(await onLedger(needs, actor))])) {
    const found = await findReservation(needs, id)
    if (found?.owner === actor) rows.set(id, found)
    else rows.delete(id)
  }
  return [...rows.values()].toSorted((a, b) => a.start - b.start)
}

async function onLedger({ collections, store }: Needs, actor: string): Promise<readonly string[]> {
  const page = await collections.ledgers.findOne({ _id: actor }, { maxTimeMS: 3000 })
  const claims = new Set(page?.entries.map(({ claim }) => claim) ?? [])
  const ids = [...claims].map(async (key) => {
    const { bookId, claimId } = parseClaimKey(key)
    const claim = (await store.read(bookId))?.book.claims[claimId]
    const { venueId, date } = parseBookId(bookId)
    return claim?.reservationId ?? reservationIdOf(venueId, date, claimId)
  })
  return Promise.all(ids)
}
