import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }
const localNames = { ko: null, ja: null }

let smtp: SmtpServer
let hub: TestHub
let venueId: string
const opened: TestClient[] = []

beforeAll(async () => {
  smtp = await startSmtpServer()
  hub = await startHub({ nodes: 2, smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  venueId = (await hub.seedVenue({ name: 'Maison Hae' })).venueId
})
afterAll(async () => {
  for (const { socket } of opened) socket.disconnect()
  await hub?.[Symbol.asyncDispose]()
  await smtp?.[Symbol.asyncDispose]()
})

interface Person {
  readonly client: TestClient
  readonly accountId: string
  readonly address: string
}

async function person(node = 0): Promise<Person> {
  const { account, session } = await hub.openAccount()
  const client = connect(hub.url(node), session.token)
  opened.push(client)
  return { client, accountId: account._id, address: `${account._id}@example.com` }
}

let renewals = 0

/** With a token of later, as an app renews it: a change of people outdates those of before. */
function renewed({ accountId, ...rest }: Person, node = 0): Person {
  renewals += 1
  const client = connect(hub.url(node), hub.tokenFor('diner', undefined, accountId, Date.now() + renewals * 2000))
  opened.push(client)
  return { ...rest, accountId, client }
}

/** A company of those, the first of whom runs it. */
async function companyOf(first: Person, ...others: readonly Person[]): Promise<string> {
  const { companyId } = await first.client.must('company.create', { name: 'Hana Co.', localNames })
  for (const other of others) {
    const { secret } = await first.client.must('company.invite', { companyId })
    await other.client.must('company.join', { secret })
  }
  return companyId
}

let day = 5

/** Each on a day of its own. */
async function book({ client }: Person, about: object): Promise<string> {
  day += 1
  const date = dateAhead(day)
  const { reservationId } = await client.must('hold.create', {
    venueId,
    date,
    startsAt: seoul(date, '19:00'),
    party: 2,
  })
  const guest = { name: 'Lee Jin', phone: `+82105555${1000 + day}`, ...about }
  await client.must('reservation.confirm', { reservationId, guest })
  return reservationId
}

const booked = async ({ client }: Person, companyId: string) =>
  (await client.must('company.bookings', { companyId })).bookings.map(({ reservation }) => reservation.reservationId)

const rolesIn = async ({ client }: Person, companyId: string) =>
  (await client.must('company.get', { companyId })).members.map(({ accountId, role }) => [accountId, role])

it('what is booked for a company its people see, change and cancel as whoever booked, who is told; and it is on record who did', async () => {
  const [lee, park] = [await person(), await person(1)]
  const companyId = await companyOf(lee, park)
  const reservationId = await book(lee, { companyId, hostAccountId: park.accountId })
  await expect.poll(() => booked(park, companyId), soon).toEqual([reservationId])
  const mails = () => smtp.mails.filter(({ envelope }) => envelope.to[0] === lee.address)
  // Changed before it is told, a booking is told once, as it is then.
  await expect.poll(() => mails().length, soon).toBe(1)
  const feed = await park.client.follow({ feed: 'reservation', params: { reservationId } })
  expect(feed.content[reservationId]).toMatchObject({ state: 'confirmed', party: 2 })
  expect(JSON.stringify(feed.content), 'a feed names nobody').not.toContain('Somebody')
  expect(await park.client.must('reservation.host', { reservationId })).toEqual({ host: 'Somebody' })
  day += 1
  const date = dateAhead(day)
  await park.client.must('reservation.change', { reservationId, date, startsAt: seoul(date, '20:00'), party: 3 })
  await expect.poll(() => feed.content[reservationId], soon).toMatchObject({ date, party: 3 })
  await expect.poll(() => mails().length, soon).toBe(2)
  await park.client.must('reservation.cancel', { reservationId })
  await expect.poll(() => mails().length, soon).toBe(3)
  expect(mails().map(({ email }) => email.subject?.split(':')[0])).toEqual(['Booked', 'Changed', 'Cancelled'])
  expect(mails()[0]?.email.text).toMatch(/Somebody[\s\S]*Booked by[\s\S]*Hana Co\./)
  expect(smtp.mails.some(({ envelope }) => envelope.to[0] === park.address)).toBe(false)
  const acted = { action: 'company.acted', by: `account:${park.accountId}`, to: reservationId }
  expect(await hub.db.collection('audit').countDocuments(acted)).toBe(3)
})

it('nobody else reaches it: another company’s, a plain guest, who books for themselves, who was taken out', async () => {
  const [lee, park, choi, yoon] = [await person(), await person(1), await person(1), await person()]
  const companyId = await companyOf(lee, park, yoon)
  const other = await companyOf(choi)
  const reservationId = await book(lee, { companyId })
  await expect.poll(() => booked(park, companyId), soon).toEqual([reservationId])
  const own = await book(lee, {})
  const visitor = connect(hub.url(1), hub.tokenFor('guest'))
  opened.push(visitor)
  const notFound = { error: { code: 'not_found' } }
  for (const client of [choi.client, visitor]) {
    expect(await client.call('reservation.cancel', { reservationId })).toMatchObject(notFound)
  }
  expect(await choi.client.call('company.bookings', { companyId })).toMatchObject(notFound)
  expect(await park.client.call('reservation.cancel', { reservationId: own })).toMatchObject(notFound)
  expect(await booked(choi, other)).toEqual([])
  expect(
    await choi.client.call('reservation.confirm', {
      reservationId: own,
      guest: { name: 'X', phone: '+821055550999', companyId },
    }),
  ).toMatchObject({ ok: false })
  // Whoever is taken out is cut off everywhere within seconds, also from what they follow.
  const feed = await park.client.follow({ feed: 'reservation', params: { reservationId } })
  await lee.client.must('company.remove', { companyId, accountId: park.accountId })
  const still = renewed(park, 1).client
  expect(await still.call('reservation.cancel', { reservationId })).toMatchObject(notFound)
  expect(await still.call('company.get', { companyId })).toMatchObject(notFound)
  await expect.poll(() => park.client.socket.connected, { timeout: 5000 }).toBe(false)
  expect(Object.keys(feed.content)).toEqual([reservationId])
  // What whoever left had booked is theirs alone again.
  const leaving = renewed(yoon)
  const left = await book(leaving, { companyId })
  const boss = renewed(lee)
  await expect.poll(() => booked(boss, companyId), soon).toContain(left)
  await leaving.client.must('company.leave', { companyId })
  expect(await renewed(lee).client.call('reservation.cancel', { reservationId: left })).toMatchObject(notFound)
})

it('a host is named by whoever books: the restaurant reads both names, and nothing of them lies open', async () => {
  const { account, session } = await hub.openAccount({ demo: true, grants: [{ role: 'host', venueId }] })
  const staff = connect(hub.url(0), session.token)
  opened.push(staff)
  await staff.must('staff.alerts.change', { venueId, email: 'each' })
  const lee = await person()
  const reservationId = await book(lee, { host: { name: 'Park Ha-eun', phone: '+821055550111' }, allergies: 'peanuts' })
  const mails = () => smtp.mails.filter(({ envelope }) => envelope.to[0] === `${account._id}@example.com`)
  await expect.poll(() => mails().length, soon).toBe(1)
  expect(mails()[0]?.email.text).toMatch(/Park Ha-eun[\s\S]*Booked by[\s\S]*Lee Jin/)
  const { reservations } = await lee.client.must('account.export', {})
  expect(reservations.find(({ reservation }) => reservation.reservationId === reservationId)?.guest).toMatchObject({
    name: 'Lee Jin',
    host: { name: 'Park Ha-eun', phone: '+821055550111', email: null },
  })
  const whose = async (client: TestClient) => client.call('reservation.host', { reservationId })
  const park = { ok: true, data: { host: 'Park Ha-eun' } }
  expect([await whose(lee.client), await whose(staff)]).toMatchObject([park, park])
  const looked = await hub.db.collection('audit').find({ action: 'guest.looked', to: reservationId }).toArray()
  expect(looked, 'on record is that the restaurant looked').toMatchObject([{ by: `account:${account._id}` }])
  const stranger = await person(1)
  expect(await whose(stranger.client)).toMatchObject({ error: { code: 'not_found' } })
  const ownTable = await book(lee, {})
  expect(await lee.client.must('reservation.host', { reservationId: ownTable })).toEqual({ host: null })
  const kept = await hub.db.collection('guest_details').findOne({ reservationId })
  expect(JSON.stringify(kept)).not.toMatch(/Park|5555/)
  const refused = await lee.client.call('reservation.confirm', {
    reservationId,
    guest: { name: 'Lee', phone: '+821055550112', hostAccountId: lee.accountId },
  })
  expect(refused).toMatchObject({ ok: false })
})

it('an invitation is for one person, once; of two who take it one comes in; whoever was taken out stays out', async () => {
  const [lee, park, choi] = [await person(), await person(), await person(1)]
  const companyId = await companyOf(lee)
  const { secret } = await lee.client.must('company.invite', { companyId })
  const both = await Promise.all([park, choi].map(({ client }) => client.call('company.join', { secret })))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  const won = both[0]?.ok === true ? park : choi
  expect(await won.client.must('company.join', { secret })).toEqual({ companyId })
  expect(await rolesIn(lee, companyId)).toEqual([
    [lee.accountId, 'admin'],
    [won.accountId, 'member'],
  ])
  expect(await won.client.call('company.invite', { companyId })).toMatchObject({
    error: { code: 'not_allowed_now', reason: 'admins_only' },
  })
  await lee.client.must('company.remove', { companyId, accountId: won.accountId })
  const still = renewed(won)
  await still.client.must('company.join', { secret })
  expect(await still.client.call('company.get', { companyId })).toMatchObject({ error: { code: 'not_found' } })
})

it('a company always has somebody who runs it: the last one cannot give that up, and the oldest follows who is erased', async () => {
  const [lee, park, choi] = [await person(), await person(), await person(1)]
  const companyId = await companyOf(lee, park, choi)
  expect(await lee.client.call('company.role', { companyId, accountId: lee.accountId, role: 'member' })).toMatchObject({
    error: { code: 'not_allowed_now', reason: 'last_admin' },
  })
  expect((await lee.client.must('account.export', {})).companies).toMatchObject([{ companyId, role: 'admin' }])
  await lee.client.must('account.erase', {})
  expect(await rolesIn(park, companyId)).toEqual([
    [park.accountId, 'admin'],
    [choi.accountId, 'member'],
  ])
  // Both leave at once: whoever comes second ends it.
  await Promise.all([park, choi].map(({ client }) => client.must('company.leave', { companyId })))
  expect(await hub.db.collection('companies').countDocuments({ _id: companyId as never })).toBe(0)
})
