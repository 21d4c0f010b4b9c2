import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { runTool } from '../support/runTool.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }

let smtp: SmtpServer
let hub: TestHub
let venueId: string
let day = 6
/** Of a reservation whose confirmation no mail server would take. */
let reservationId: string
let guestKey: string
let deadLetterId: string

beforeAll(async () => {
  smtp = await startSmtpServer()
  hub = await startHub({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  venueId = (await hub.seedVenue({ name: 'Maison Hae' })).venueId
})
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]()
  await smtp?.[Symbol.asyncDispose]()
})

const rows = () => hub.db.collection<DeliveryDocument>('deliveries')
const rowOf = async (_id: string) => (await rows().findOne({ _id })) ?? expect.fail('no such row')
const admin = () => connect(hub.url(0), hub.tokenFor('admin'))

beforeEach(async () => {
  day += 1
  const date = dateAhead(day)
  guestKey = newId()
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, guestKey))
  ;({ reservationId } = await guest.must('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }))
  smtp.script.push({ at: 'recipient', answer: 550 })
  await guest.must('reservation.confirm', {
    reservationId,
    guest: { name: 'Ada Okafor', phone: '+447700900123', email: 'ada@example.com' },
  })
  const confirmation = { reservationId, kind: 'reservation.confirmed', channel: 'email' } as const
  await expect.poll(async () => (await rows().findOne(confirmation))?.state, soon).toBe('dead')
  deadLetterId = (await rows().findOne(confirmation))?._id ?? ''
})

it('what could not be told is listed with its reason and without a name', async () => {
  using client = admin()
  const { deadLetters } = await client.must('deadLetter.list', {})
  expect(deadLetters[0]).toMatchObject({
    place: 'notices',
    deadLetterId,
    kind: 'reservation.confirmed',
    channel: 'email',
    state: 'dead',
    tries: 1,
    reservationId,
  })
  expect(JSON.stringify(deadLetters)).not.toMatch(/Ada|ada@|447700/)
  expect((await client.must('work.state', {})).deadLetters.notices).toBe(deadLetters.length)
})

it('retried it is told, once however often that is asked for', async () => {
  using client = admin()
  const before = smtp.mails.length
  await Promise.all([1, 2, 3].map(() => client.must('deadLetter.retry', { place: 'notices', deadLetterId })))
  await expect.poll(async () => (await rowOf(deadLetterId)).state, soon).toBe('sent')
  await client.must('deadLetter.retry', { place: 'notices', deadLetterId })
  expect(await rowOf(deadLetterId)).toMatchObject({ state: 'sent' })
  expect(smtp.mails.length - before).toBe(1)
})

it('retried it is judged again: what is no longer true is not told', async () => {
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, guestKey))
  await guest.must('reservation.cancel', { reservationId })
  using client = admin()
  await client.must('deadLetter.retry', { place: 'notices', deadLetterId })
  await expect.poll(() => rowOf(deadLetterId), soon).toMatchObject({ state: 'suppressed', why: 'not_true' })
})

it('dropped it is listed no longer and stays untold, and who did it is on record', async () => {
  using client = admin()
  await client.must('deadLetter.drop', { place: 'notices', deadLetterId })
  await client.must('deadLetter.drop', { place: 'notices', deadLetterId })
  await client.must('deadLetter.retry', { place: 'notices', deadLetterId })
  expect(await rowOf(deadLetterId)).toMatchObject({ state: 'suppressed', why: 'dropped' })
  const { deadLetters } = await client.must('deadLetter.list', {})
  expect(deadLetters.map((one) => one.deadLetterId)).not.toContain(deadLetterId)
  const recorded = { action: 'deadLetter.dropped', to: `notices:${deadLetterId}` }
  expect(await hub.db.collection('audit').countDocuments(recorded)).toBeGreaterThan(0)
})

it('from the command line it is read, retried and dropped by what a line of the list says', async () => {
  const list = await runTool(hub, 'deadLetters')
  const line = list.lines.find((one) => one.includes(deadLetterId)) ?? ''
  const [place = '', id = ''] = line.split(/\s+/)
  expect(await runTool(hub, 'deadLetters', ['retry', place, id])).toEqual({ code: 0, lines: ['1 will be tried again'] })
  await expect.poll(async () => (await rowOf(deadLetterId)).state, soon).toBe('sent')
  expect((await runTool(hub, 'deadLetters', ['drop', place, 'nothing'])).code).toBe(1)
})
