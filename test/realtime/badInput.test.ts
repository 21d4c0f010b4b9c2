import { Redis } from 'ioredis'
import { BSON } from 'mongodb'
import type { Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { ErrorBody } from '../../shared/contract/errors.ts'
import { operations } from '../../shared/contract/index.ts'
import type { Answer, Opened } from '../../shared/contract/wire.ts'
import type { BadWorld } from '../contract/badCall.ts'
import { badCalls } from '../contract/badInput.ts'
import { badOpens } from '../contract/badOpens.ts'
import { badEvents, badRequests } from '../contract/badWire.ts'
import { ask, callers, connect, read, type Transport } from '../contract/callers.ts'
import { paperWorld, sampleOf } from '../contract/samples.ts'
import { seedDesk, startConversation } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { forgetCounts } from '../support/limits.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const transports: readonly Transport[] = ['socket', 'http']

let hub: TestHub
let url: string
let redis: Redis
let world: BadWorld
/** Several, because what one of them may ask in a minute is counted. */
let diners: readonly string[]
let asked = 0
let before: readonly string[]

/** Somebody who only watches, and what they were told. */
let watcher: Socket
let opened: Opened
const told: string[] = []

beforeAll(async () => {
  hub = await startHub({ nodes: 1 })
  url = hub.nodes[0]?.url ?? ''
  redis = new Redis(hub.redisUrl)
  const { venueId, settings } = await hub.seedVenue({ settings: { holdMs: 1_800_000, bookingWindowDays: 60 } })
  const date = dateAhead(7)
  const times = { date, startsAt: seoul(date, '18:00'), endsAt: seoul(date, '20:00') }
  const empty = { ...paperWorld, ...times, venueId, settings: settings as BadWorld['settings'] }
  const hold = await (await callers.http(url, guestToken())).call('hold.create', sampleOf('hold.create', empty))
  const { reservationId } = dataOf<{ reservationId: string }>(hold)
  const absentId = `${reservationId.slice(0, -26)}${newId()}`
  const absentVenueId = newId()
  const nowhereId = `${absentVenueId}${reservationId.slice(26)}`
  const deskId = await seedDesk(hub, venueId)
  const conversationId = await startConversation(hub, `guest:${newId()}`, deskId)
  world = {
    ...empty,
    deskId,
    conversationId,
    reservationId,
    foreignId: reservationId,
    absentId,
    absentVenueId,
    nowhereId,
  }
  const accounts = await Promise.all(Array.from({ length: 20 }, () => hub.openAccount()))
  diners = accounts.map(({ session }) => session.token)
  await watch()
  before = await settled()
})
afterAll(async () => {
  redis.disconnect()
  watcher.disconnect()
  await hub[Symbol.asyncDispose]()
})

describe.each(transports)('over %s', (transport) => {
  // All come from one address, which may not ask so often.
  beforeEach(() => forgetCounts(redis))
  afterEach(expectNothingChanged)

  test.each(titled(badCalls, transport))('%s', async (_title, bad) => {
    const caller = await callers[transport](url, tokenOf(bad.as))
    expectRefusal(await caller.call(bad.call, bad.input(world), bad.requestId), bad)
    caller.close()
  })

  test.each(titled(badOpens, transport))('feed %s', async (_title, bad) => {
    const caller = await callers[transport](url, guestToken())
    expectRefusal(await caller.open(bad.feed, bad.params(world)), bad)
    caller.close()
  })
})

describe('on the wire of the socket', () => {
  afterEach(expectNothingChanged)

  test.each(titled(badEvents))('%s', async (_title, bad) => {
    const socket = await connect(url, guestToken())
    expectRefusal(await ask(socket, bad.event, ...bad.args), bad)
    expect(socket.connected).toBe(true)
    socket.disconnect()
  })

  test('what nobody waits for an answer to is refused all the same', async () => {
    const socket = await connect(url, guestToken())
    socket
      .emit('hold.create', { input: { party: 0 } })
      .emit('hold.steal')
      .emit('feed.open')
    expect(await ask(socket, 'venue.get', { input: { venueId: world.venueId } })).toMatchObject({ ok: true })
    socket.disconnect()
  })

  test('a message over the size that any may have cuts its own socket', async () => {
    const socket = await connect(url, guestToken())
    await expect(ask(socket, 'venue.list', { input: { after: 'a'.repeat(200 * 1024) } })).rejects.toThrow('cut')
  })
})

describe('on the wire of HTTP', () => {
  afterEach(expectNothingChanged)

  test.each(titled(badRequests))('%s', async (_title, bad) => {
    const headers = { ...bad.init?.headers, authorization: `Bearer ${guestToken()}` }
    expectRefusal(await read(await fetch(url + bad.to, { ...bad.init, headers })), bad)
  })
})

describe('a token', () => {
  const cases: readonly (readonly [string, () => string, ErrorBody['code']])[] = [
    ['that ran out', expiredToken, 'token_expired'],
    ['with a changed signature', () => guestToken().replace(/.{6}$/, 'AAAAAA'), 'unauthenticated'],
    ['with changed claims', promoted, 'unauthenticated'],
    ['without a signature', unsigned, 'unauthenticated'],
    ['of another hub', () => unsigned({ alg: 'ES256', kid: 'elsewhere' }), 'unauthenticated'],
    ['that is none', () => 'let-me-in', 'unauthenticated'],
    ['ten thousand signs long', () => 'a'.repeat(10_000), 'unauthenticated'],
  ]
  afterEach(expectNothingChanged)

  test.each(cases)('%s is refused at the door of the socket', async (_name, token, code) => {
    await expect(connect(url, token())).rejects.toMatchObject({ code })
  })

  test.each(cases)('%s is refused over HTTP, for what everybody may do as well', async (_name, token, code) => {
    const answer = await (await callers.http(url, token())).call('venue.list', {})
    expect(answer).toMatchObject({ ok: false, error: { code } })
  })
})

test('who watched all the while was told of nothing, and is told of the next change', async () => {
  expect(told).toEqual([])
  expect(watcher.connected).toBe(true)
  const patched = new Promise((resolve) => watcher.once('feed.patch', resolve))
  const caller = await callers.http(url, guestToken())
  dataOf(await caller.call('hold.create', sampleOf('hold.create', world)))
  expect(await patched).toMatchObject({ key: opened.key, from: opened.version })
  expect(await contents(), 'the comparison sees a change where there is one').not.toEqual(before)
})

test('a slot that daylight saving skips cannot be held, the same one a week before can', async () => {
  const night = { id: 'night', name: 'Night', opens: '26:00', lastSeating: '26:30', slotMinutes: 30, pacing: noLimits }
  const settings = { zone: 'America/New_York', weekly: Array.from({ length: 7 }, () => [night]) }
  const { venueId } = await hub.seedVenue({ settings })
  const skipped = saturdayBeforeTheClocksGoForward()
  const caller = await callers.http(url, guestToken())
  const hold = (saturday: number, time: string) => {
    const [date = '', sunday = ''] = [saturday, saturday + dayMs].map((at) => new Date(at).toISOString().slice(0, 10))
    return caller.call('hold.create', { venueId, date, startsAt: `${sunday}T${time}:00.000Z`, party: 2 })
  }
  expect(await hold(skipped - 7 * dayMs, '07:00')).toMatchObject({ ok: true })
  for (const time of ['06:00', '06:30', '07:00', '07:30']) {
    expect(await hold(skipped, time)).toMatchObject({ ok: false, error: { code: 'slot_unavailable' } })
  }
})

test('each operation that writes is among the bad requests', () => {
  const writes = Object.entries(operations).filter(([, { write }]) => write)
  const tried = new Set<string>(badCalls.map(({ call }) => call))
  expect(writes.map(([name]) => name).filter((name) => !tried.has(name))).toEqual([])
})

interface Bad {
  readonly name: string
  readonly code: string
  readonly over?: Transport
}

/** What one transport can say, each under the title of its test. */
function titled<B extends Bad>(list: readonly B[], transport?: Transport): (readonly [string, B])[] {
  const sayable = list.filter(({ over }) => transport === undefined || over === undefined || over === transport)
  return sayable.map((bad) => [`${bad.name}: ${bad.code}`, bad])
}

const dayMs = 86_400_000

const noLimits = {
  intervalMinutes: 30,
  maxParties: null,
  maxCovers: null,
  maxOnlineParties: null,
  maxOnlineCovers: null,
  maxPresentCovers: null,
}

/** In New York they go from 2:00 to 3:00 on the second Sunday of March. */
function saturdayBeforeTheClocksGoForward(): number {
  const eighth = Date.UTC(new Date().getUTCFullYear() + 1, 2, 8)
  return eighth + ((7 - new Date(eighth).getUTCDay()) % 7) * dayMs - dayMs
}

/** Of somebody new each time, or of an account that was there before. */
function tokenOf(role: (typeof badCalls)[number]['as']): string {
  if (role === 'diner') return diners[asked++ % diners.length] ?? ''
  if (role === 'guest') return guestToken()
  return role === 'admin' ? hub.tokenFor('admin') : hub.tokenFor('manager', world.venueId)
}

function guestToken(): string {
  return hub.tokenFor('guest')
}

async function watch(): Promise<void> {
  watcher = await connect(url)
  const { venueId, date } = world
  opened = dataOf<Opened>(await ask(watcher, 'feed.open', { feed: 'availability', params: { venueId, date } }))
  for (const event of ['feed.patch', 'feed.resync', 'server.drain', 'session.ended', 'disconnect']) {
    watcher.on(event, () => void told.push(event))
  }
}

/** Refused with this code, at this field first, and with a body of a size that helps nobody to flood. */
function expectRefusal(
  answer: Answer<unknown>,
  { code, path }: { readonly code: string; readonly path?: string },
): void {
  expect(answer).toMatchObject({ ok: false, error: { code } })
  if (path !== undefined && !answer.ok) expect(answer.error.issues?.map((issue) => issue.path)[0]).toBe(path)
  expect(JSON.stringify(answer).length).toBeLessThan(4096)
}

/** Since the one before, so that an effect that comes late is seen as well, by the next. */
async function expectNothingChanged(): Promise<void> {
  const last = before
  before = await contents()
  expect(before).toEqual(last)
}

/**
 * What may lie in it without saying anything: a book in which nothing was decided, the page of a guest who has nothing,
 * and the words written for a booking that was then refused, which go by themselves.
 */
const saysNothing = [{ version: 0 }, { entries: [] }, { name: { $exists: true }, expireAt: { $exists: true } }]

/** Every document that says something, with its collection, in one reading. */
async function contents(): Promise<readonly string[]> {
  const names = (await hub.db.collections()).map(({ collectionName }) => collectionName).sort()
  const of = (of: string) => [
    { $match: { $nor: saysNothing } },
    { $sort: { _id: 1 } },
    { $project: { of, it: '$$ROOT' } },
  ]
  const [first = '', ...others] = names
  const unions = others.map((coll) => ({ $unionWith: { coll, pipeline: of(coll) } }))
  const documents = await hub.db
    .collection(first)
    .aggregate([...of(first), ...unions])
    .toArray()
  return documents.map((document) => BSON.EJSON.stringify(document))
}

/** The contents once all that follows from earlier requests is done: events copied, projections written. */
async function settled(): Promise<readonly string[]> {
  const pending = () => hub.db.collection('books').countDocuments({ pendingSince: { $exists: true } })
  const open = () => hub.db.collection('events').countDocuments({ done: { $ne: true } })
  await vi.waitFor(async () => expect((await pending()) + (await open())).toBe(0), { timeout: 20_000, interval: 100 })
  return contents()
}

function dataOf<T>(answer: Answer<unknown>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.data as T
}

function expiredToken(): string {
  vi.spyOn(Date, 'now').mockReturnValueOnce(Date.now() - 3_600_000)
  const token = guestToken()
  vi.restoreAllMocks()
  return token
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A guest's token whose claims say admin, under the guest's signature. */
function promoted(): string {
  const [header = '', claims = '', signature = ''] = guestToken().split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as object
  return [header, encoded({ ...said, grants: [{ role: 'admin', venueId: null }] }), signature].join('.')
}

function unsigned(header: object = { alg: 'none' }): string {
  const [, claims = ''] = guestToken().split('.')
  return [encoded(header), claims, ''].join('.')
}
