import { expect, it } from 'vitest'
import { codeOf, connect, type FollowedFeed, type TestClient } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const slot = seoul(date, '19:00')
const soon = { timeout: 10_000, interval: 30 }

/** The content a fresh opening gives now. */
async function fresh(client: TestClient, venueId: string): Promise<FollowedFeed> {
  return client.follow({ feed: 'availability', params: { venueId, date } })
}

it('who comes back to any node with what they had gets the patches since then, and ends with the same content', async () => {
  await using hub = await startHub({ nodes: 2 })
  const { venueId } = await hub.seedVenue()
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using watcher = connect(hub.url(0))
  using onTheOther = connect(hub.url(1))
  const first = await fresh(watcher, venueId)
  const other = await fresh(onTheOther, venueId)
  expect(other.version).toBe(first.version)
  expect(other.content).toEqual(first.content)
  const since = { epoch: first.epoch, version: first.version }
  const before = structuredClone(first.content)
  watcher.socket.disconnect()

  await diner.must('hold.create', { venueId, date, startsAt: slot, party: 4 })
  await expect.poll(() => codeOf(other, slot, 4), soon).toBe('x')
  for (const url of [hub.url(0), hub.url(1)]) {
    using back = connect(url)
    const resumed = await back.follow({ feed: 'availability', params: { venueId, date }, since })
    expect(resumed.opened.snapshot).toBeUndefined()
    const content = { ...before }
    for (const { set, unset } of resumed.opened.patches ?? []) {
      for (const key of unset) delete content[key]
      Object.assign(content, set)
    }
    expect(content).toEqual((await fresh(back, venueId)).content)
  }
})

it('what is too old, of another epoch, or of no version at all is answered with the whole content', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  using watcher = connect(hub.url(0))
  const { epoch, version, content } = await fresh(watcher, venueId)
  for (const since of [
    { epoch, version: '999.1.0' },
    { epoch: 'of another database', version },
  ]) {
    using client = connect(hub.url(0))
    const { opened } = await client.follow({ feed: 'availability', params: { venueId, date }, since })
    expect(opened.snapshot).toEqual(content)
    expect(opened.patches).toBeUndefined()
  }
})

it('a client sees in its next opening, at whichever node, what it was just acknowledged', async () => {
  await using hub = await startHub({ nodes: 2, breaks: ['drop-events'] })
  const { venueId } = await hub.seedVenue()
  using diner = connect(hub.url(0), hub.tokenFor('host', venueId))
  using elsewhere = connect(hub.url(1))
  await fresh(elsewhere, venueId)
  for (const time of ['18:00', '18:30', '19:00', '20:30']) {
    const startsAt = seoul(date, time)
    const { version } = await diner
      .must('walkIn.seat', { venueId, date, startsAt, party: 4, override: true, tableIds: ['T3'] })
      .catch(() => ({ version: 0 }))
    for (const client of [diner, elsewhere]) {
      const opened = await client.follow({ feed: 'availability', params: { venueId, date }, atLeast: version })
      expect(Number(opened.version.split('.')[0])).toBeGreaterThanOrEqual(version)
    }
  }
})

it('a node that no notice reaches is caught up by its beacon', async () => {
  await using hub = await startHub({ nodes: 2, breaks: ['drop-events'] })
  const { venueId } = await hub.seedVenue()
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using watcher = connect(hub.url(1))
  const slots = await fresh(watcher, venueId)
  await diner.must('hold.create', { venueId, date, startsAt: slot, party: 4 })
  await expect.poll(() => codeOf(slots, slot, 4), soon).toBe('x')
  expect(slots.gaps).toBe(0)
})

it('control: without notices and without beacon that node goes on showing the table as free', async () => {
  await using hub = await startHub({ nodes: 2, breaks: ['drop-events', 'no-beacon'] })
  const { venueId } = await hub.seedVenue()
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using watcher = connect(hub.url(1))
  const slots = await fresh(watcher, venueId)
  await diner.must('hold.create', { venueId, date, startsAt: slot, party: 4 })
  using here = connect(hub.url(0))
  const local = await fresh(here, venueId)
  expect(codeOf(local, slot, 4)).toBe('x')
  await expect.poll(() => slots.beacons, { timeout: 7000 }).toBe(0)
  expect(codeOf(slots, slot, 4)).not.toBe('x')
})

it('many changes within a tick are one patch', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue({
    settings: {
      tables: Array.from({ length: 30 }, (_, i) => ({
        id: `T${i}`,
        minParty: 1,
        maxParty: 2,
        area: 'room',
        channel: 'online' as const,
      })),
    },
  })
  using watcher = connect(hub.url(0))
  const slots = await fresh(watcher, venueId)
  const diners = Array.from({ length: 30 }, () => connect(hub.url(0), hub.tokenFor('diner')))
  const held = await Promise.all(
    diners.map((diner) => diner.call('hold.create', { venueId, date, startsAt: slot, party: 2 })),
  )
  expect(held.filter(({ ok }) => ok)).toHaveLength(30)
  await expect.poll(() => codeOf(slots, slot, 2), soon).toBe('x')
  expect(slots.patches.length).toBeLessThan(30)
  expect(slots.gaps).toBe(0)
  for (const diner of diners) diner.socket.disconnect()
})

it('availability tells no names, no tables and no counts, also of stock that the public may not see', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue({
    settings: { tables: [{ id: 'SECRET', minParty: 1, maxParty: 2, area: 'cellar', channel: 'concierge' }] },
  })
  using watcher = connect(hub.url(0))
  const slots = await fresh(watcher, venueId)
  expect(codeOf(slots, slot, 2)).toBe('x')
  expect(JSON.stringify(slots.content)).not.toMatch(/SECRET|cellar/)
  using visitor = connect(hub.url(0))
  const why = await visitor.must('availability.explain', { venueId, date, startsAt: slot, party: 2 })
  expect(why.reason).toBe('no_table_fits')
})

it('a feed of a restaurant that does not exist is not found, and takes nobody’s place', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const nowhere = { feed: 'availability', params: { venueId: '0'.repeat(26), date } }
  expect(await visitor.socket.emitWithAck('feed.open', nowhere)).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  })
  const response = await fetch(`${hub.url(0)}/v1/venues/${'0'.repeat(26)}/availability/${date}`)
  expect(response.status).toBe(404)
  const metrics = await (await fetch(`${hub.url(0)}/metrics`)).text()
  expect(metrics).toMatch(/^couvert_feed_watched 0$/m)
})

it('over HTTP a feed answers with its version for ETag, and with nothing when that is known', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const address = `${hub.url(0)}/v1/venues/${venueId}/availability/${date}`
  const response = await fetch(address)
  const etag = response.headers.get('etag') ?? ''
  using watcher = connect(hub.url(0))
  const slots = await fresh(watcher, venueId)
  expect(await response.json()).toEqual({ epoch: slots.epoch, version: slots.version, content: slots.content })
  const again = await fetch(address, { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
})
