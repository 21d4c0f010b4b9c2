import { expect, it } from 'vitest'
import { codeOf, connect } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const soon = { timeout: 25_000, interval: 30 }

const guest = { name: '박하나', phone: '+821012345678' }

it('a table held on one node is full for who watches on the other, and comes back when it is released', async () => {
  await using hub = await startHub({ nodes: 2 })
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable } })
  const date = dateAhead(7)
  const slot = seoul(date, '19:00')
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using watcher = connect(hub.url(1))
  const slots = await watcher.follow({ feed: 'availability', params: { venueId, date } })
  expect(codeOf(slots, slot, 2)).toBe('f')

  const held = await diner.must('hold.create', { venueId, date, startsAt: slot, party: 2 })
  expect(held).toMatchObject({ state: 'held', party: 2, startsAt: slot })
  await expect.poll(() => codeOf(slots, slot, 2), soon).toBe('x')

  expect(await diner.must('hold.release', { reservationId: held.reservationId })).toMatchObject({ state: 'released' })
  await expect.poll(() => codeOf(slots, slot, 2), soon).toBe('f')
  expect(slots.gaps).toBe(0)
})

it('a hold becomes a reservation that its owner sees live, changes to another date and cancels', async () => {
  await using hub = await startHub()
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable } })
  const [date, later] = [dateAhead(7), dateAhead(8)]
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  const mine = await diner.follow({ feed: 'reservations', params: {} })
  const { reservationId } = await diner.must('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  await expect.poll(() => mine.content[reservationId], soon).toMatchObject({ state: 'held' })

  await diner.must('reservation.confirm', { reservationId, guest })
  await expect.poll(() => mine.content[reservationId], soon).toMatchObject({ state: 'confirmed', expiresAt: null })

  const within = await diner.must('reservation.change', {
    reservationId,
    date,
    startsAt: seoul(date, '20:00'),
    party: 1,
  })
  expect(within).toMatchObject({ state: 'confirmed', startsAt: seoul(date, '20:00'), party: 1 })

  const moved = await diner.must('reservation.change', {
    reservationId,
    date: later,
    startsAt: seoul(later, '18:30'),
    party: 2,
  })
  expect(moved).toMatchObject({ reservationId, state: 'confirmed', date: later })
  await expect.poll(() => mine.content[reservationId], soon).toMatchObject({ date: later, state: 'confirmed' })

  await diner.must('reservation.cancel', { reservationId })
  await expect.poll(() => mine.content[reservationId], soon).toMatchObject({ date: later, state: 'cancelled' })
  expect(mine.gaps).toBe(0)
  expect(await diner.call('reservation.confirm', { reservationId, guest })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  })
})

it('the same request sent again, to another node too, is answered with the first answer and done once', async () => {
  await using hub = await startHub({ nodes: 2 })
  const { venueId } = await hub.seedVenue()
  const date = dateAhead(7)
  const token = hub.tokenFor('guest')
  using one = connect(hub.url(0), token)
  using two = connect(hub.url(1), token)
  const input = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const requestId = 'a-request-of-the-guest'
  const first = await one.must('hold.create', input, requestId)
  expect(await two.must('hold.create', input, requestId)).toEqual(first)
  expect(await two.call('hold.create', { ...input, party: 1 }, requestId)).toMatchObject({
    ok: false,
    error: { code: 'request_id_reused', settles: true },
  })
  const book = await hub.book(venueId, date)
  expect(Object.keys(book?.claims ?? {})).toHaveLength(1)
})
