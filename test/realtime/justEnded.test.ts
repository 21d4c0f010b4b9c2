import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expireHolds } from '../../server/core/commands/expireHolds.ts'
import type { Core } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { copyEvents } from '../../server/core/outbox/copyEvents.ts'
import { findReservation } from '../../server/core/queries/findReservation.ts'
import { connect, type TestClient } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

// A worker between two of its steps: the book is tidied up and its events are copied, the projection has heard of nothing.

const holdMs = 1_000
const date = dateAhead(9)
const soon = { timeout: 30_000 }

let hub: TestHub
let core: Core
let guest: TestClient
let stranger: TestClient
let reservationId: string
let change: { reservationId: string; date: string; startsAt: string; party: number }

beforeAll(async () => {
  hub = await startHub({ worker: false })
  core = await coreOf(hub)
})
afterAll(async () => {
  for (const client of [guest, stranger]) client?.socket.disconnect()
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

beforeEach(async () => {
  for (const client of [guest, stranger]) client?.socket.disconnect()
  guest = connect(hub.url(0), hub.tokenFor('guest', undefined, newId()))
  stranger = connect(hub.url(0), hub.tokenFor('guest', undefined, newId()))
  const { venueId } = await hub.seedVenue({ settings: { holdMs } })
  const wanted = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  ;({ reservationId } = await guest.must('hold.create', wanted))
  change = { reservationId, date, startsAt: seoul(date, '20:00'), party: 2 }
  const bookId = bookIdOf(venueId, date)
  const isTidy = async () => {
    await expireHolds(core.deps, bookId)
    await copyEvents(core.deps, bookId)
    const book = await core.deps.store.read(bookId)
    return { claims: Object.keys(book?.book.claims ?? {}), pending: book?.pending }
  }
  await expect.poll(isTidy, soon).toEqual({ claims: [], pending: [] })
  expect(await core.deps.collections.reservations.findOne({ _id: reservationId })).toBeNull()
})

test('whose hold ran out is told so, whatever they ask of it', async () => {
  const expired = { error: { code: 'hold_expired' } }
  const words = { name: 'Haeun Kim', phone: '+821030000017' }
  expect(await guest.call('reservation.confirm', { reservationId, guest: words })).toMatchObject(expired)
  expect(await guest.call('reservation.change', change)).toMatchObject(expired)
  expect(await guest.call('hold.release', { reservationId })).toMatchObject(expired)
})

test('it is followed as what has ended', async () => {
  const { opened } = await guest.follow({ feed: 'reservation', params: { reservationId } })
  expect(opened.snapshot).toMatchObject({ [reservationId]: { state: 'expired' } })
})

test('to anybody else it is not there', async () => {
  const missing = { error: { code: 'not_found' } }
  expect(await stranger.call('hold.release', { reservationId })).toMatchObject(missing)
  expect(await stranger.call('reservation.change', change)).toMatchObject(missing)
})

test('control: book and projection by themselves know nothing of it', async () => {
  const { collections } = core.deps
  const none = { findOne: () => Promise.resolve(null) } as unknown as typeof collections.events
  expect(
    await findReservation({ ...core.deps, collections: { ...collections, events: none } }, reservationId),
  ).toBeNull()
  expect(await findReservation(core.deps, reservationId)).toMatchObject({ state: 'expired' })
})
