import { expect, it } from 'vitest'
import type { Answer } from '../../shared/contract/wire.ts'
import { connect } from '../support/client.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const [date, later] = [dateAhead(7), dateAhead(8)]
const guest = {
  name: 'Canary Vandenberg',
  phone: '+821055567890',
  email: 'canary@example.com',
  wishes: 'a window',
  allergies: 'canary seed',
}

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code)

/** Somebody without an account who booked. */
async function booked(hub: TestHub, on = date) {
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable, holdMs: 600_000 } })
  const visitor = connect(hub.url(0), hub.tokenFor('guest'))
  const input = { venueId, date: on, startsAt: seoul(on, '19:00'), party: 2 }
  const { reservationId } = await visitor.must('hold.create', input)
  await visitor.must('reservation.confirm', { reservationId, guest })
  const { secret } = await visitor.must('reservation.link', { reservationId })
  return { visitor, venueId, link: { reservationId, secret } }
}

function relayed(hub: TestHub) {
  return expect.poll(() => booksOf(hub.db).events.countDocuments({ done: { $ne: true } }), { timeout: 25_000 }).toBe(0)
}

it('who booked without an account reads by the link what they told and wish to be told, and it is on record', async () => {
  await using hub = await startHub()
  const { visitor, link } = await booked(hub)
  const off = { kind: 'reminder.sameDay', channel: 'email', on: false } as const
  await visitor.must('notice.preferences.change', { switches: [off] })
  using anybody = connect(hub.url(0))
  const told = await anybody.must('reservation.words.export', link)
  expect(told.noticePreferences?.switches.filter(({ on }) => !on)).toEqual([{ ...off, critical: false }])
  expect(told).toMatchObject({ reservation: { reservationId: link.reservationId, state: 'confirmed' }, guest })
  const record = { action: 'words.exported', to: link.reservationId }
  expect(await hub.db.collection('audit').countDocuments(record)).toBe(1)
  visitor[Symbol.dispose]()
})

it('while the restaurant expects them nothing is erased; afterwards all of it, also when the link manages nothing any more', async () => {
  await using hub = await startHub()
  const { visitor, link } = await booked(hub)
  using anybody = connect(hub.url(0))
  const early = await anybody.call('reservation.words.erase', link)
  expect(early).toMatchObject({ error: { code: 'not_allowed_now', reason: 'bookings_stand' } })
  expect((await anybody.must('reservation.words.export', link)).guest).toEqual(guest)

  const night = { from: '21:00', to: '08:00' }
  await visitor.must('notice.preferences.change', { quiet: Array.from({ length: 7 }, () => night) })
  await visitor.must('reservation.cancel', { reservationId: link.reservationId })
  await relayed(hub)
  expect(codeOf(await anybody.call('session.link', link))).toBe('not_found')
  expect((await anybody.must('reservation.words.export', link)).guest).toEqual(guest)
  await anybody.must('reservation.words.erase', link)
  await anybody.must('reservation.words.erase', link)
  expect(await anybody.must('reservation.words.export', link)).toMatchObject({
    reservation: { state: 'cancelled' },
    guest: null,
  })
  expect(await hub.db.collection('guest_details').countDocuments({})).toBe(0)
  expect(await hub.db.collection('notice_preferences').countDocuments({})).toBe(0)
  const pages = { _id: { $regex: '^(phone|email):' } } as object
  expect(await hub.db.collection('ledgers').countDocuments(pages)).toBe(0)
  expect(await hub.db.collection('audit').countDocuments({ action: 'words.erased' })).toBe(1)
  visitor[Symbol.dispose]()
})

it('by a link of another reservation nothing is read and nothing erased', async () => {
  await using hub = await startHub({ worker: false })
  const { visitor, link } = await booked(hub)
  const other = await booked(hub, later)
  await visitor.must('reservation.cancel', { reservationId: link.reservationId })
  using anybody = connect(hub.url(0))
  const crossed = { reservationId: link.reservationId, secret: other.link.secret }
  expect(codeOf(await anybody.call('reservation.words.export', crossed))).toBe('not_found')
  expect(codeOf(await anybody.call('reservation.words.erase', crossed))).toBe('not_found')
  expect((await anybody.must('reservation.words.export', link)).guest).toEqual(guest)
  visitor[Symbol.dispose]()
  other.visitor[Symbol.dispose]()
})
