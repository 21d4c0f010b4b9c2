import { createDecipheriv } from 'node:crypto'
import { BSON } from 'mongodb'
import { expect, it } from 'vitest'
import type { AuditDocument } from '../../server/core/audit/documents.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { connect, type TestClient } from '../support/client.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { ada, type Person, registerAs } from '../support/people.ts'
import { startReplicaSet } from '../support/servers.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const canary: Person = {
  name: 'Canary Vandenberg',
  email: 'Canary.Vandenberg@example.com',
  phone: '+821055512345',
  password: 'nobody sings at night',
  language: 'ko',
}
const words = {
  name: 'C. Vandenberg',
  phone: '+821055567890',
  email: 'canary.elsewhere@example.com',
  wishes: 'a window, for the canary',
  allergies: 'canary seed',
}
const anothers = { ...words, name: 'Another One', phone: '+447700900123', email: 'another@example.com' }
const telltale = /canary|vandenberg|555(12345|67890)/i

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code)
const reasonOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.reason)

async function book(client: TestClient, venueId: string, guest: typeof words): Promise<string> {
  const input = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = await client.must('hold.create', input)
  await client.must('reservation.confirm', { reservationId, guest })
  return reservationId
}

/** Over HTTP, where a device says what it is. */
async function loginFrom(hub: TestHub, device: string): Promise<string> {
  const response = await fetch(`${hub.url(0)}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': device },
    body: JSON.stringify({ email: canary.email, password: canary.password }),
  })
  return ((await response.json()) as { token: string }).token
}

function relayed(hub: TestHub) {
  return expect.poll(() => booksOf(hub.db).events.countDocuments({ done: { $ne: true } }), { timeout: 25_000 }).toBe(0)
}

/** Every document as text, each sealed field opened with the hub's key wherever it was moved, and so without its place. */
async function opened(hub: TestHub): Promise<Map<string, string>> {
  const key = Buffer.from(hub.secrets.fieldKeys[0]?.key ?? '', 'base64')
  const open = (_all: string, iv: string, text: string) =>
    createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url')).update(text, 'base64url', 'utf8')
  const names = (await hub.db.listCollections().toArray()).map(({ name }) => name)
  const texts = names.map(async (name) => {
    const raw = BSON.EJSON.stringify(await hub.db.collection(name).find().toArray())
    return [name, raw.replaceAll(/test\.([\w-]{16})\.[\w-]{22}\.([\w-]+)/g, open)] as const
  })
  return new Map(await Promise.all(texts))
}

/** Collections in which the person, or what they can be looked up by, is found. */
async function whereFound(hub: TestHub): Promise<string[]> {
  const crypt = createFieldCrypt(hub.secrets)
  const emails = [canary.email, words.email].map((email) => crypt.blindIndex('email', email.toLowerCase()))
  const phones = [canary.phone ?? '', words.phone].map((phone) => crypt.blindIndex('phone', phone))
  const found = [...(await opened(hub))].filter(
    ([, text]) => telltale.test(text) || [...emails, ...phones].some((index) => text.includes(index)),
  )
  return found.map(([name]) => name).toSorted()
}

it('an export has everything of the person and nothing of another', async () => {
  await using hub = await startHub()
  const { venueId } = await hub.seedVenue()
  using visitor = connect(hub.url(0))
  using home = connect(hub.url(0), (await registerAs(hub, visitor, canary)).token)
  using other = connect(hub.url(0), (await registerAs(hub, visitor, ada)).token)
  await loginFrom(hub, 'a telephone')
  const reservationId = await book(home, venueId, words)
  await book(other, venueId, { ...anothers, wishes: 'another wish' })
  await relayed(hub)
  const reader = { _id: newId(), at: new Date(), expireAt: new Date(Date.now() + 60_000), by: `account:${newId()}` }
  await hub.db
    .collection<AuditDocument>('audit')
    .insertOne({ ...reader, action: 'account.exported', to: reservationId })

  const exported = await home.must('account.export', {})
  expect(exported.profile).toEqual(await home.must('account.get', {}))
  expect(exported.profile).toMatchObject({ email: canary.email, name: canary.name, phone: canary.phone })
  expect(exported.reservations).toMatchObject([{ reservation: { reservationId, state: 'confirmed' }, guest: words }])
  expect(exported.sessions).toHaveLength(2)
  expect(exported.sessions).toContainEqual(expect.objectContaining({ device: 'a telephone' }))
  const record = exported.record.map(({ action, by }) => `${action} by ${by}`)
  expect(new Set(record)).toEqual(
    new Set([
      'account.exported by self',
      'account.exported by other',
      'session.opened by self',
      'account.registered by self',
    ]),
  )
  expect(JSON.stringify(exported)).not.toMatch(/another|ada|7700900/i)
})

it('after an erasure nothing of the person is found in any collection, and the account’s id only where things happened', async () => {
  await using hub = await startHub()
  const { venueId } = await hub.seedVenue()
  using visitor = connect(hub.url(0))
  const session = await registerAs(hub, visitor, canary)
  using home = connect(hub.url(0), session.token)
  using phone = connect(hub.url(0), await loginFrom(hub, 'the telephone of C. Vandenberg'))
  const reservationId = await book(home, venueId, words)
  await home.must('account.email.begin', { email: 'canary.new@example.com', password: canary.password })
  await visitor.must('account.reset.begin', { email: canary.email })
  const { accountId } = await phone.must('account.get', {})
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  await manager.must('staff.invite', { venueId, email: canary.email, role: 'host', language: 'ko' })

  const { password } = canary
  expect(codeOf(await home.call('account.erase', {}))).toBe('wrong_credentials')
  expect(codeOf(await home.call('account.erase', { password: 'a guess at it' }))).toBe('wrong_credentials')
  expect(reasonOf(await home.call('account.erase', { password }))).toBe('bookings_stand')
  expect(codeOf(await phone.call('account.get', {}))).toBe('ok')
  await home.must('reservation.cancel', { reservationId })
  await relayed(hub)
  expect(await whereFound(hub)).toEqual([
    'accounts',
    'guest_details',
    'invitations',
    'ledgers',
    'letters',
    'proofs',
    'sessions',
  ])

  const told = new Promise((resolve) => phone.socket.once('session.ended', resolve))
  await home.must('account.erase', { password })
  expect(await told).toMatchObject({ error: { code: 'session_ended' } })
  expect(await whereFound(hub)).toEqual([])
  const places = [...(await opened(hub))].filter(([, text]) => text.includes(accountId)).map(([name]) => name)
  expect(places.toSorted()).toEqual(['audit', 'events', 'reservations'])

  expect(codeOf(await visitor.call('session.login', { email: canary.email, password }))).toBe('wrong_credentials')
  const refreshToken = String(session.refreshToken)
  expect(codeOf(await visitor.call('session.renew', { refreshToken }))).toBe('session_ended')
  expect((await registerAs(hub, visitor, canary)).actor).not.toBe(session.actor)
}, 120_000)

it('the last manager of a restaurant hands over before the account is erased; until then nothing of it is', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const manages = { grants: [{ role: 'manager' as const, venueId }] }
  const { account, session } = await hub.openAccount(manages)
  using home = connect(hub.url(0), session.token)
  expect(reasonOf(await home.call('account.erase', {}))).toBe('last_manager')
  expect(await hub.db.collection<{ _id: string }>('accounts').findOne({ _id: account._id })).toMatchObject(manages)

  const { account: other } = await hub.openAccount(manages)
  await home.must('account.erase', {})
  const left = await hub.db.collection<{ _id: string }>('accounts').find().toArray()
  expect(left).toMatchObject([{ _id: other._id, ...manages }])
  expect(await hub.db.collection('audit').countDocuments({ action: 'staff.removed' })).toBe(1)
})

it('whoever has no password must have logged in within ten minutes', async () => {
  await using hub = await startHub({ worker: false })
  for (const [minutes, expected] of [
    [11, 'log_in_again'],
    [9, 'ok'],
  ] as const) {
    const { account, session } = await hub.openAccount()
    const openedAt = new Date(Date.now() - minutes * 60_000)
    await hub.db.collection('sessions').updateMany({ actor: session.actor }, { $set: { openedAt } })
    using home = connect(hub.url(0), session.token)
    expect(reasonOf(await home.call('account.erase', {}))).toBe(expected)
    const left = await hub.db.collection<{ _id: string }>('accounts').countDocuments({ _id: account._id })
    expect(left).toBe(expected === 'ok' ? 0 : 1)
  }
})

it.each([[['ledgers', 'guest_details', 'proofs']], [['letters', 'accounts', 'sessions']]])(
  'an erasure that died at %s goes on when it is asked for again',
  async (collections) => {
    await using mongo = await startReplicaSet({ members: 1 })
    await using hub = await startHub({ mongoUri: mongo.uri })
    const { venueId } = await hub.seedVenue()
    using visitor = connect(hub.url(0))
    using home = connect(hub.url(0), (await registerAs(hub, visitor, canary)).token)
    const reservationId = await book(home, venueId, words)
    await home.must('reservation.cancel', { reservationId })
    await visitor.must('account.reset.begin', { email: canary.email })
    await relayed(hub)
    const { password } = canary
    for (const collection of collections) {
      const data = { failCommands: ['delete'], errorCode: 2, namespace: `${hub.db.databaseName}.${collection}` }
      await hub.db.admin().command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data })
      expect([collection, codeOf(await home.call('account.erase', { password }))]).toEqual([collection, 'internal'])
    }
    await home.must('account.erase', { password })
    expect(await whereFound(hub)).toEqual([])
    expect(await hub.db.collection('audit').countDocuments({ action: 'account.erased' })).toBe(1)
  },
  120_000,
)
