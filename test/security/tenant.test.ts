import { BSON } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { feedNames } from '../../shared/contract/feeds.ts'
import { type OperationName, operationNames, operations } from '../../shared/contract/index.ts'
import { callers, type Transport, type Who } from '../contract/callers.ts'
import { feedSamples, paperWorld, sampleOf, type World } from '../contract/samples.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const canary = /canary/i

let hub: TestHub
/** Of the restaurant that is not theirs, and of their own. */
let theirs: World
let ours: World
/** Everybody who works at `ours`, and its partner. */
let people: Readonly<Record<string, Who>>
let theirManager: string

beforeAll(async () => {
  hub = await startHub()
  theirs = await restaurant('Canary')
  ours = await restaurant('Ours')
  theirManager = hub.tokenFor('manager', theirs.venueId)
  const { key } = await must<{ key: string }>(hub.tokenFor('manager', ours.venueId), 'key.create', ours)
  people = {
    host: hub.tokenFor('host', ours.venueId),
    manager: hub.tokenFor('manager', ours.venueId),
    concierge: hub.tokenFor('concierge', ours.venueId),
    partner: { key },
  }
  await settled()
  // Those at a desk are called where a guest waits for a minute: nobody's doing but time's.
  await hub.stopWorker()
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Nothing is left that the relay has to do: what changes after this was changed by somebody. */
async function settled(): Promise<void> {
  const waits = async () =>
    (await hub.db.collection('books').countDocuments({ pendingSince: { $exists: true } })) +
    (await hub.db.collection('events').countDocuments({ done: { $ne: true } })) +
    (await hub.db.collection('audit').countDocuments({ waiting: true }))
  await vi.waitFor(async () => expect(await waits()).toBe(0), 25_000)
}

/** A restaurant with one of everything, each named after it wherever it can be. */
async function restaurant(name: string): Promise<World> {
  const tables = ['1', '2', '3', '4', '5', '6'].map((n) => ({
    id: `${name}-${n}`,
    minParty: 1,
    maxParty: 4,
    area: 'room',
    channel: 'online' as const,
  }))
  const { venueId, settings } = await hub.seedVenue({ name, settings: { tables, holdMs: 1_800_000 } })
  const _id = newId()
  const crypt = createFieldCrypt(hub.secrets)
  await hub.openAccount({
    _id,
    name: crypt.seal(`${name} Host`, `accounts.name:${_id}`),
    grants: [{ role: 'host', venueId }],
  })
  const start: World = {
    ...paperWorld,
    venueId,
    date,
    startsAt: seoul(date, '18:00'),
    endsAt: seoul(date, '20:00'),
    tableId: `${name}-6`,
    staffId: _id,
    deskId: venueId,
    settings: settings as World['settings'],
    guest: {
      name: `${name} Guest`,
      phone: name === 'Ours' ? '+821055550001' : '+821055550002',
      wishes: `${name} wish`,
    },
  }
  const manager = hub.tokenFor('manager', venueId)
  const { keyId } = await must<{ keyId: string }>(manager, 'key.create', start, { name: `${name} desk` })
  // Of what never happens here: a try would change what has to stay as it is.
  const { webhookId } = await must<{ webhookId: string }>(manager, 'webhook.create', start, {
    url: `https://hooks.invalid/${name}`,
    kinds: ['reservation.noShow'],
  })
  const { blockId } = await must<{ blockId: string }>(manager, 'block.create', start)
  const guest = hub.tokenFor('guest')
  const { reservationId } = await must<{ reservationId: string }>(guest, 'hold.create', start)
  await must(guest, 'reservation.confirm', { ...start, reservationId })
  await must(manager, 'desk.save', start)
  const { conversationId } = await must<{ conversationId: string }>(guest, 'conversation.open', start)
  const talking = { ...start, conversationId }
  await must(guest, 'message.send', talking, { text: `${name} words`, replyTo: undefined })
  await must(manager, 'note.add', talking, { text: `${name} note` })
  return { ...talking, keyId, webhookId, blockId, reservationId }
}

async function must<T>(who: Who, name: OperationName, world: World, change: object = {}): Promise<T> {
  const answer = await (await callers.http(hub.url(0), who)).call(name, { ...sampleOf(name, world), ...change })
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
  return answer.data as T
}

/** What is of that restaurant, in whichever collection, and who works there. */
async function allOf({ venueId, staffId }: World): Promise<readonly string[]> {
  const names = (await hub.db.collections())
    .map(({ collectionName }) => collectionName)
    .filter((it) => it !== 'system.profile')
  const texts = names.toSorted().map(async (name) => {
    const documents = await hub.db.collection(name).find().sort({ _id: 1 }).toArray()
    return documents.map((document) => `${name} ${BSON.EJSON.stringify(document)}`)
  })
  const all = (await Promise.all(texts)).flat()
  return all.filter((text) => text.includes(venueId) || text.includes(staffId))
}

/** Those of theirs alone, and those that name our restaurant and something of theirs. */
function mixtures(): readonly World[] {
  const inner = [
    'reservationId',
    'blockId',
    'staffId',
    'keyId',
    'webhookId',
    'tableId',
    'conversationId',
    'deskId',
  ] as const
  return [
    theirs,
    ...inner.map((field) => ({ ...ours, [field]: theirs[field] })),
    { ...theirs, venueId: ours.venueId, settings: ours.settings },
  ]
}

const takesIds = (name: OperationName) =>
  Object.keys(operations[name].input.shape).some((field) => field.endsWith('Id'))
const named = operationNames.filter(takesIds)
/** What is told to everybody: these answer, with nothing that is not for everybody. */
const forEverybody = named.filter((name) => operations[name].policy.anonymous !== undefined)

describe.each(['socket', 'http'] as const satisfies readonly Transport[])('S4: over %s', (transport) => {
  test.each(['host', 'manager', 'concierge', 'partner'])(
    'a %s of one restaurant sees and changes nothing of another’s, whatever ids are put together',
    async (who) => {
      const before = await allOf(theirs)
      expect(before.length).toBeGreaterThan(8)
      const caller = await callers[transport](hub.url(0), people[who])
      for (const world of mixtures()) {
        for (const name of named) {
          if (isOwnAlone(name, world)) continue
          const answer = await caller.call(name, sampleOf(name, world))
          if (world === theirs && !forEverybody.includes(name)) expect(answer.ok, name).toBe(false)
          if (!forEverybody.includes(name)) expect(JSON.stringify(answer), name).not.toMatch(canary)
        }
      }
      for (const name of feedNames.filter((it) => it !== 'reservations')) {
        const answer = await caller.open(name, feedSamples[name](theirs))
        expect(answer.ok, name).toBe(name === 'availability')
        expect(JSON.stringify(answer)).not.toMatch(canary)
      }
      caller.close()
      expect(await allOf(theirs)).toEqual(before)
    },
  )
})

/** Nothing of theirs is in it: it would be asked at home, and done. */
function isOwnAlone(name: OperationName, world: World): boolean {
  const text = JSON.stringify(sampleOf(name, world))
  const { venueId, reservationId, blockId, staffId, keyId, webhookId, tableId, conversationId } = theirs
  const ids = [venueId, reservationId, blockId, staffId, keyId, webhookId, tableId, conversationId]
  return !ids.some((it) => text.includes(it))
}

it('S4: what a manager reads of their own restaurant has nothing of another’s; the other’s manager finds it', async () => {
  for (const name of ['settings.get', 'staff.list', 'key.list', 'webhook.list'] as const) {
    const own = await must(people['manager'] ?? '', name, ours)
    expect(JSON.stringify(own), name).not.toMatch(canary)
    expect(JSON.stringify(own), name).toMatch(/Ours/)
    expect(JSON.stringify(await must(theirManager, name, theirs)), name).toMatch(canary)
  }
})

it('S4: who watches from one restaurant hears of another only that times come and go', async () => {
  using watcher = connect(hub.url(0), people['manager'] as string)
  const told: unknown[] = []
  watcher.socket.onAny((...args: unknown[]) => told.push(args))
  const feed = await watcher.follow({ feed: 'availability', params: { venueId: theirs.venueId, date } })
  for (const params of [{ reservationId: theirs.reservationId }]) {
    const answer = await watcher.socket.emitWithAck('feed.open', { feed: 'reservation', params })
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } })
  }
  const before = feed.version
  await must(theirManager, 'reservation.advance', theirs)
  for (let n = 0; n < 3; n++) {
    const phone = `+82105555010${n}`
    await must(theirManager, 'reservation.book', theirs, { guest: { name: 'Canary by hand', phone } })
  }
  await expect.poll(() => feed.version).not.toBe(before)
  expect(told.length).toBeGreaterThan(0)
  expect(JSON.stringify(told)).not.toMatch(canary)
})
