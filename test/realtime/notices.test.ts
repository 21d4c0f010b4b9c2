import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../server/core/identity/documents.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, registerAs } from '../support/people.ts'
import { type HeardMail, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }

let smtp: SmtpServer
let hub: TestHub
let venueId: string

beforeAll(async () => {
  smtp = await startSmtpServer()
  hub = await startHub({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  venueId = (await hub.seedVenue({ name: 'Maison Hae', localNames: { ko: '메종 해', ja: null } })).venueId
})
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]()
  await smtp?.[Symbol.asyncDispose]()
})

const mailsTo = (address: string): readonly HeardMail[] =>
  smtp.mails.filter(({ envelope }) => envelope.to[0] === address)

async function mailsOf(address: string, count: number): Promise<readonly HeardMail[]> {
  await expect.poll(() => mailsTo(address).length, soon).toBe(count)
  return mailsTo(address)
}

let people = 0

/** Somebody who books and says so; each on a day of their own, so that nobody takes another's table. */
async function book(client: TestClient, phone: string, language?: Language) {
  people += 1
  const email = `guest.${people}@example.com`
  const date = dateAhead(6 + people)
  const { reservationId } = await client.must('hold.create', {
    venueId,
    date,
    startsAt: seoul(date, '19:00'),
    party: 2,
  })
  await client.must('reservation.confirm', {
    reservationId,
    guest: { name: 'Kim Ha-eun', phone, email, ...(language && { language }) },
  })
  return { email, reservationId }
}

const deliveriesOf = (reservationId: string) =>
  hub.db.collection<DeliveryDocument>('deliveries').find({ reservationId, channel: 'email' }).sort({ _id: 1 }).toArray()

const onItsWay: ReadonlySet<string> = new Set(['pending', 'claimed', 'sending'])

/** Until nothing is on its way but what is for later. */
async function settled(reservationId: string): Promise<readonly DeliveryDocument[]> {
  const ended = async () =>
    (await deliveriesOf(reservationId)).every(({ kind, state }) => kind.startsWith('reminder') || !onItsWay.has(state))
  await expect.poll(ended, soon).toBe(true)
  return deliveriesOf(reservationId)
}

const entryOf = ({ email }: HeardMail): string => {
  const file = email.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
  return typeof file?.content === 'string' ? file.content : new TextDecoder().decode(file?.content)
}

const sequenceOf = (mail: HeardMail): number => Number(/SEQUENCE:(\d+)/.exec(entryOf(mail))?.[1])
const uidOf = (mail: HeardMail): string => /UID:(\S+)/.exec(entryOf(mail))?.[1] ?? ''

describe('a guest who left an address', () => {
  it('is told of the booking, of its change and of its end, once each, with one entry for the calendar', async () => {
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const { email, reservationId } = await book(client, '+447700900123')
    const [confirmation] = await mailsOf(email, 1)
    await client.must('reservation.change', {
      reservationId,
      date: dateAhead(60),
      startsAt: seoul(dateAhead(60), '20:00'),
      party: 3,
    })
    const [, change] = await mailsOf(email, 2)
    await client.must('reservation.cancel', { reservationId })
    const [, , end] = await mailsOf(email, 3)
    if (confirmation === undefined || change === undefined || end === undefined) throw new Error('three mails')

    expect(confirmation.email.text).toMatch(/19:00/)
    expect(confirmation.email.text).toMatch(/Maison Hae/)
    expect(change.email.text).toMatch(/20:00[\s\S]*19:00/)
    const mails = [confirmation, change, end]
    expect(mails.map(entryOf).map((entry) => /METHOD:(\w+)/.exec(entry)?.[1])).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL'])
    expect(new Set(mails.map(uidOf)).size).toBe(1)
    expect(sequenceOf(change)).toBeGreaterThan(sequenceOf(confirmation))
    expect(sequenceOf(end)).toBeGreaterThan(sequenceOf(change))
    expect(new Set(mails.map((mail) => mail.email.messageId)).size).toBe(3)
    expect((await settled(reservationId)).filter(({ state }) => state === 'sent')).toHaveLength(3)
  })

  it.each([
    ['+821012345678', 'ko', /메종 해/],
    ['+819012345678', 'ja', /Maison Hae/],
  ] as const)('with the number %s is written to in %s', async (phone, language, venue) => {
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const { email } = await book(client, phone)
    const [mail] = await mailsOf(email, 1)
    expect(mail?.email.headers.find(({ key }) => key === 'content-language')?.value).toBe(language)
    expect(mail?.email.text).toMatch(venue)
    expect(mail?.email.html).toContain(`lang="${language}"`)
  })

  it('who reads Japanese on a phone from London is written to in Japanese', async () => {
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const { email } = await book(client, '+447700900127', 'ja')
    const [mail] = await mailsOf(email, 1)
    expect(mail?.email.headers.find(({ key }) => key === 'content-language')?.value).toBe('ja')
  })

  it('comes back to the booking by the link in it', async () => {
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const { email, reservationId } = await book(client, '+447700900124')
    const [mail] = await mailsOf(email, 1)
    const secret = new RegExp(`/r/${reservationId}#([0-9a-z]{26})`).exec(mail?.email.text ?? '')?.[1] ?? ''
    using elsewhere = connect(hub.url(0))
    const link = await elsewhere.must('session.link', { reservationId, secret })
    using holder = connect(hub.url(0), link.token)
    expect(await holder.must('reservation.cancel', { reservationId })).toMatchObject({ state: 'cancelled' })
    const [, end] = await mailsOf(email, 2)
    expect(end?.email.subject).toMatch(/^Cancelled: /)
  })
})

it('a guest the restaurant booked in by hand is told, and can give the table back by the link', async () => {
  using host = connect(hub.url(0), hub.tokenFor('host', venueId))
  const [email, date] = ['by.hand@example.com', dateAhead(40)]
  const guest = { name: 'Ada Okafor', phone: '+447700900129', email }
  const { reservationId } = await host.must('reservation.book', {
    venueId,
    date,
    startsAt: seoul(date, '19:00'),
    party: 2,
    guest,
  })
  const [mail] = await mailsOf(email, 1)
  const secret = new RegExp(`/r/${reservationId}#([0-9a-z]{26})`).exec(mail?.email.text ?? '')?.[1] ?? ''
  using elsewhere = connect(hub.url(0))
  const { token } = await elsewhere.must('session.link', { reservationId, secret })
  using holder = connect(hub.url(0), token)
  await holder.must('reservation.cancel', { reservationId })
  const [, end] = await mailsOf(email, 2)
  expect(end?.email.subject).toMatch(/^Cancelled: /)
})

it('whose table the restaurant takes back is told who did it', async () => {
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  const { email, reservationId } = await book(client, '+447700900130')
  await mailsOf(email, 1)
  using host = connect(hub.url(0), hub.tokenFor('host', venueId))
  await host.must('reservation.cancel', { reservationId })
  const [, end] = await mailsOf(email, 2)
  expect(end?.email.subject).toMatch(/^Cancelled by the restaurant: /)
})

it('whoever works there and wants to hear of each booking is written to, with the guest’s name', async () => {
  const { account, session } = await hub.openAccount({ demo: true, grants: [{ role: 'host', venueId }] })
  using host = connect(hub.url(0), session.token)
  await host.must('staff.alerts.change', { venueId, email: 'each' })
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  await book(client, '+447700900131')
  const [mail] = await mailsOf(`${account._id}@example.com`, 1)
  expect(mail?.email.subject).toMatch(/^New booking: Maison Hae, /)
  expect(mail?.email.text).toContain('Kim Ha-eun has booked for 2 guests.')
})

it('an account is written to where and in what it says itself', async () => {
  using visitor = connect(hub.url(0))
  const session = await registerAs(hub, visitor, { ...ada, language: 'ja' })
  using client = connect(hub.url(0), session.token)
  await book(client, '+821012345679')
  const [mail] = await mailsOf(ada.email, 1)
  expect(mail?.email.headers.find(({ key }) => key === 'content-language')?.value).toBe('ja')
  expect(mail?.email.text).not.toContain('#')
})

it('what is told is not told again, however often the facts are heard', async () => {
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  const { email, reservationId } = await book(client, '+447700900125')
  await mailsOf(email, 1)
  await hub.db
    .collection('events')
    .updateMany({ 'event.claim.reservationId': reservationId }, { $set: { done: false } })
  await expect.poll(() => hub.db.collection('events').countDocuments({ done: false }), soon).toBe(0)
  await settled(reservationId)
  expect(mailsTo(email)).toHaveLength(1)
})

it('what no job wakes is told all the same, under the same Message-ID', async () => {
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  const { email, reservationId } = await book(client, '+447700900128')
  await mailsOf(email, 1)
  await settled(reservationId)
  await hub.db
    .collection('deliveries')
    .updateOne(
      { reservationId, kind: 'reservation.confirmed', channel: 'email' },
      { $set: { state: 'pending', dueAt: new Date(0) }, $unset: { told: 1 } },
    )
  const [first, again] = await mailsOf(email, 2)
  expect(again?.email.messageId).toBe(first?.email.messageId)
})

it('whoever left no address, and walks in, is not written to', async () => {
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  const date = dateAhead(5)
  const { reservationId } = await client.must('hold.create', {
    venueId,
    date,
    startsAt: seoul(date, '19:00'),
    party: 2,
  })
  await client.must('reservation.confirm', { reservationId, guest: { name: 'Nobody', phone: '+447700900126' } })
  await expect.poll(async () => (await deliveriesOf(reservationId)).length, soon).toBeGreaterThan(0)
  const [row] = (await settled(reservationId)).filter(({ kind }) => kind === 'reservation.confirmed')
  expect(row).toMatchObject({ state: 'suppressed', why: 'unreachable' })
})
