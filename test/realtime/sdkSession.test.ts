import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Client, type ClientOptions, createClient, memoryStore, type Store } from '../../client-sdk/src/index.ts'
import { hashPassword } from '../../server/core/identity/passwords.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { sharedStorage } from '../unit/client-sdk/sessionKit.ts'

const soon = { timeout: 25_000, interval: 30 }
const minuteMs = 60_000
const dayMs = 86_400_000
const lifeMs = 15 * minuteMs
const date = dateAhead(7)

type Session = Awaited<ReturnType<TestHub['openAccount']>>['session']

let hub: TestHub

beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
})

afterAll(() => hub?.[Symbol.asyncDispose]())

function open(options: Partial<ClientOptions> & { readonly node?: number } = {}): Client {
  const client = createClient({ url: hub.url(options.node ?? 0), storage: memoryStore(), ...options })
  onTestFinished(client.close)
  return client
}

/** What lies on a device that got this session so many milliseconds ago. */
function put(storage: Pick<Store, 'setItem'>, session: object, agoMs: number): void {
  storage.setItem('couvert.session', JSON.stringify({ ...session, takenAt: Date.now() - agoMs }))
}

function deviceWith(session: object, agoMs: number): Store {
  const storage = memoryStore()
  put(storage, session, agoMs)
  return storage
}

function kept(storage: Pick<Store, 'getItem'>): Session {
  return JSON.parse(storage.getItem('couvert.session') ?? '{}') as Session
}

async function guestSession(): Promise<Session> {
  using visitor = connect(hub.url(0))
  return await visitor.must('session.guest', {})
}

let people = 0

/** Somebody else each time: nobody sits at two tables at once. */
const person = () => ({ name: '박하나', phone: `+8210${10_000_000 + (people += 1)}` })

async function holdFor(client: Client) {
  const { venueId } = await hub.seedVenue()
  return client.call('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
}

/** The person's own feed has this one and no other. */
async function shows(client: Client, reservationId: string): Promise<void> {
  const mine = client.feed('reservations', {})
  mine.subscribe(() => undefined)
  await expect.poll(() => Object.keys(mine.get().content ?? {}), soon).toEqual([reservationId])
}

test('a renewal whose answer was lost is made again and answered alike; one that comes later still ends the session', async () => {
  const first = await guestSession()
  using lossy = connect(hub.url(1))
  const lost = await lossy.must('session.renew', { refreshToken: first.refreshToken ?? '' })
  const storage = deviceWith(first, 8 * minuteMs)
  const client = open({ storage })
  await expect.poll(() => kept(storage).refreshToken, soon).toBe(lost.refreshToken)

  const again = open({ storage: deviceWith(kept(storage), 8 * minuteMs) })
  await expect.poll(() => again.session.get().state, soon).toBe('open')
  await again.feed('reservations', {}).live()
  // The successor has been presented, so the first one can only be a copy.
  const copied = () => lossy.call('session.renew', { refreshToken: first.refreshToken ?? '' })
  await expect.poll(copied, soon).toMatchObject({ ok: false, error: { code: 'session_ended' } })
  await expect
    .poll(() => client.session.get(), soon)
    .toMatchObject({
      state: 'ended',
      error: { code: 'session_ended' },
    })
})

test('ten tabs that come back at once are one session, and stay it', async () => {
  const { account, session } = await hub.openAccount()
  const storage = sharedStorage()
  for (const round of [1, 2]) {
    const before = round === 1 ? session : kept(storage)
    put(storage.tab(), before, 8 * minuteMs)
    const tabs = Array.from({ length: 10 }, (_, n) => open({ storage: storage.tab(), node: n % 2 }))
    await expect.poll(() => kept(storage).refreshToken, soon).not.toBe(before.refreshToken)
    await Promise.all(tabs.map((tab) => tab.feed('reservations', {}).live()))
    for (const tab of tabs) {
      expect(tab.session.get()).toMatchObject({ state: 'open', actor: `account:${account._id}` })
      tab.close()
    }
  }
  const rows = await hub.db
    .collection('sessions')
    .find({ actor: `account:${account._id}` })
    .toArray()
  expect(rows).toMatchObject([{ used: 2 }])
  expect(rows[0]).not.toHaveProperty('endedAt')
})

test('a session that is revoked elsewhere is over here within seconds, and what is public stays live', async () => {
  const { account, session } = await hub.openAccount()
  const other = await hub.openAccount({ _id: account._id })
  const storage = deviceWith(session, 0)
  const client = open({ storage, node: 1 })
  const { venueId } = await hub.seedVenue()
  const slots = client.feed('availability', { venueId, date })
  slots.subscribe(() => undefined)
  await client.feed('reservations', {}).live()
  using owner = connect(hub.url(0), other.session.token)
  expect(await owner.must('session.revokeAll', {})).toEqual({ ended: 1 })
  await expect
    .poll(() => client.session.get(), soon)
    .toMatchObject({ state: 'ended', error: { code: 'session_ended' } })
  expect(storage.getItem('couvert.session')).toBeNull()
  await slots.live()
  await expect(client.feed('reservations', {}).live()).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('a device that slept for a day goes on as the same person, with what it had', async () => {
  const session = await guestSession()
  const held = await holdFor(open({ storage: deviceWith(session, 0) }))
  const stale = hub.tokenFor('guest', undefined, session.actor.slice('guest:'.length), Date.now() - dayMs)
  const client = open({ storage: deviceWith({ ...session, token: stale }, dayMs) })
  const states = new Set([client.session.get().state])
  client.session.subscribe(() => states.add(client.session.get().state))
  await shows(client, held.reservationId)
  expect(await client.call('hold.release', { reservationId: held.reservationId })).toMatchObject({ state: 'released' })
  expect([...states]).toEqual(['open'])
})

test('a token that runs out while one looks is renewed, and the feed never forgets what it showed', async () => {
  const session = await guestSession()
  const key = session.actor.slice('guest:'.length)
  const nearlyOver = hub.tokenFor('guest', undefined, key, Date.now() - lifeMs + 5000)
  // Taken this moment, as far as the client knows: it is the hub that says when it is over.
  const storage = deviceWith({ ...session, token: nearlyOver }, 0)
  const client = open({ storage })
  const { venueId } = await hub.seedVenue()
  const slots = client.feed('availability', { venueId, date })
  await slots.live()
  const shown: boolean[] = []
  slots.subscribe(() => shown.push(slots.get().content !== null))
  await expect.poll(() => kept(storage).token, soon).not.toBe(nearlyOver)
  await slots.live()
  expect(client.session.get()).toMatchObject({ state: 'open', actor: session.actor })
  expect(new Set(shown)).toEqual(new Set([true]))
})

test('a logout ends the session at the hub, and in the other tab', async () => {
  const session = await guestSession()
  const storage = sharedStorage()
  put(storage.tab(), session, 0)
  const [one, other] = [open({ storage: storage.tab() }), open({ storage: storage.tab(), node: 1 })]
  await Promise.all([one, other].map((tab) => tab.feed('reservations', {}).live()))
  expect((await one.session.logout()).state).toBe('none')
  // The hub's word may come before that of the first tab.
  expect(other.session.get().state).not.toBe('open')
  using thief = connect(hub.url(1))
  expect(await thief.call('session.renew', { refreshToken: session.refreshToken ?? '' })).toMatchObject({
    error: { code: 'session_ended' },
  })
})

test('a guest who logs in brings along what is held, and goes on as the account with the next call', async () => {
  const _id = newId()
  await hub.openAccount({ _id, passwordHash: await hashPassword('correct horse') })
  const client = open()
  await client.session.guest()
  const held = await holdFor(client)
  const entered = { email: `${_id}@example.com`, password: 'correct horse' }
  expect(await client.session.open('session.login', entered)).toMatchObject({
    kind: 'account',
    actor: `account:${_id}`,
  })
  const booked = await client.call('reservation.confirm', { reservationId: held.reservationId, guest: person() })
  expect(booked.state).toBe('confirmed')
  await shows(client, held.reservationId)
})

test('a link opens its reservation beside the session of the device, which is there again after it', async () => {
  const owner = open()
  await owner.session.guest()
  const { reservationId } = await holdFor(owner)
  await owner.call('reservation.confirm', { reservationId, guest: person() })
  const { secret } = await owner.call('reservation.link', { reservationId })

  const client = open()
  const device = await client.session.guest()
  expect(await client.session.open('session.link', { reservationId, secret })).toMatchObject({ kind: 'link' })
  const seen = await client.feed('reservation', { reservationId }).live()
  expect(seen[reservationId]).toMatchObject({ state: 'confirmed' })
  client.session.leave()
  expect(client.session.get()).toMatchObject({ kind: 'guest', actor: device.actor })
  await expect(client.feed('reservation', { reservationId }).live()).rejects.toMatchObject({ code: 'not_found' })
})

test('what is called while the hub is away is done once it is back, and once only', async () => {
  await using away = await startHub()
  const { venueId } = await away.seedVenue()
  const client = createClient({ url: away.url(0), storage: memoryStore(), limits: { giveUpMs: 120_000 } })
  onTestFinished(client.close)
  await client.session.guest()
  const slots = client.feed('availability', { venueId, date })
  slots.subscribe(() => undefined)
  await slots.live()
  await away.nodes[0]?.stop()
  await expect.poll(() => slots.get().status, soon).not.toBe('live')
  const held = client.call('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  expect(slots.get().content).not.toBeNull()
  await away.addNode({ port: away.nodes[0]?.port ?? 0 })
  const { reservationId } = await held
  expect(Object.keys((await away.book(venueId, date))?.claims ?? {})).toHaveLength(1)
  await expect.poll(() => slots.get().status, soon).toBe('live')
  await shows(client, reservationId)
})

test('a reload while an answer is awaited loses nothing and doubles nothing: the same call is the same request', async () => {
  const storage = memoryStore()
  const { venueId } = await hub.seedVenue()
  const wanted = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  put(storage, await guestSession(), 0)
  const before = open({ storage, limits: { answerMs: 1, tries: 1 } })
  await expect(before.call('hold.create', wanted)).rejects.toMatchObject({ code: 'no_answer' })
  const claims = async () => Object.keys((await hub.book(venueId, date))?.claims ?? {}).length
  await expect.poll(claims, soon).toBe(1)
  before.close()

  const held = await open({ storage }).call('hold.create', wanted)
  expect(await claims()).toBe(1)
  expect(held).toMatchObject({ state: 'held', startsAt: wanted.startsAt })
  expect(storage.getItem('couvert.requests')).toBeNull()
  // A device that does not remember asks for another one.
  const forgetful = open({ storage: deviceWith(kept(storage), 0) })
  await expect(forgetful.call('hold.create', wanted)).rejects.toMatchObject({ code: 'overlapping_booking' })
})
