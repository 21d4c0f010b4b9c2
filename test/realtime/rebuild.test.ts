import { expect, it } from 'vitest'
import { collectionsOf } from '../../server/core/models/collections.ts'
import type { ReservationDocument } from '../../server/core/models/documents.ts'
import { type Difference, rebuildReservations } from '../../server/core/outbox/rebuild.ts'
import { connect } from '../support/client.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const guest = { name: 'Ada', phone: '+821012345678' }
const date = dateAhead(7)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }

function rebuild(hub: TestHub): Promise<readonly Difference[]> {
  return rebuildReservations({ db: hub.db, collections: collectionsOf(hub), log: silent, onProgress: () => undefined })
}

/** Held, confirmed, moved to another date, cancelled, released: something of everything. */
async function someHistory(hub: TestHub): Promise<string[]> {
  const { venueId } = await hub.seedVenue()
  const ids: string[] = []
  for (const last of ['held', 'confirmed', 'moved', 'cancelled', 'released']) {
    using diner = connect(hub.url(0), hub.tokenFor('guest'))
    const startsAt = seoul(date, last === 'held' || last === 'moved' ? '18:00' : '20:30')
    const { reservationId } = await diner.must('hold.create', { venueId, date, startsAt, party: 2 })
    ids.push(reservationId)
    if (last === 'released') await diner.must('hold.release', { reservationId })
    if (last === 'held' || last === 'released') continue
    await diner.must('reservation.confirm', { reservationId, guest: { ...guest, phone: `+8210${ids.length}2345678` } })
    if (last === 'moved') {
      await diner.must('reservation.change', {
        reservationId,
        date: dateAhead(8),
        startsAt: seoul(dateAhead(8), '18:00'),
        party: 2,
      })
    }
    if (last === 'cancelled') await diner.must('reservation.cancel', { reservationId })
  }
  return ids
}

async function settled(hub: TestHub): Promise<void> {
  const { books, events } = booksOf(hub.db)
  await expect.poll(() => books.countDocuments({ pendingSince: { $exists: true } }), { timeout: 25_000 }).toBe(0)
  await expect.poll(() => events.countDocuments({ done: { $ne: true } }), { timeout: 25_000 }).toBe(0)
}

it('rebuilding what the relay made finds nothing that differs', async () => {
  await using hub = await startHub()
  const ids = await someHistory(hub)
  await settled(hub)
  expect(await rebuild(hub)).toEqual([])
  expect(await hub.db.collection('reservations').countDocuments()).toBe(ids.length)
})

it('rows that were lost, falsified or invented are brought to what the events say, and each is told', async () => {
  await using hub = await startHub()
  const [lost = '', falsified = ''] = await someHistory(hub)
  await settled(hub)
  const reservations = hub.db.collection<ReservationDocument>('reservations')
  const before = await reservations.find().sort({ _id: 1 }).toArray()
  await reservations.deleteOne({ _id: lost })
  await reservations.updateOne({ _id: falsified }, { $set: { party: 99 } })
  await reservations.insertOne({ ...(before[0] as ReservationDocument), _id: 'invented', venueId: 'nowhere' })
  const differences = await rebuild(hub)
  expect(differences.map(({ reservationId }) => reservationId).sort()).toEqual([falsified, 'invented', lost].sort())
  expect(await reservations.find().sort({ _id: 1 }).toArray()).toEqual(before)
})

it('what still lies in books when there is no worker is in the rebuilt projection too', async () => {
  await using hub = await startHub({ worker: false })
  const ids = await someHistory(hub)
  expect(await hub.db.collection('reservations').countDocuments()).toBe(0)
  expect((await rebuild(hub)).map(({ reservationId }) => reservationId).sort()).toEqual([...ids].sort())
  expect(await rebuild(hub)).toEqual([])
})
