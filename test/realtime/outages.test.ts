import { expect, it } from 'vitest'
import { codeOf, connect } from '../support/client.ts'
import { booksOf, startHub } from '../support/hub.ts'
import { startRedis, startReplicaSet } from '../support/servers.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const slot = seoul(date, '19:00')

it('with Redis gone bookings go on, the node’s own watchers stay live and the other node’s are caught up; then all is as before', async () => {
  await using redis = await startRedis()
  await using hub = await startHub({ nodes: 2, redisUrl: redis.url })
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable } })
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using here = connect(hub.url(0))
  using there = connect(hub.url(1))
  const near = await here.follow({ feed: 'availability', params: { venueId, date } })
  const far = await there.follow({ feed: 'availability', params: { venueId, date } })
  await redis.kill9()

  const held = await diner.must('hold.create', { venueId, date, startsAt: slot, party: 2 })
  await expect.poll(() => codeOf(near, slot, 2), { timeout: 25_000, interval: 20 }).toBe('x')
  await expect.poll(() => codeOf(far, slot, 2), { timeout: 25_000, interval: 50 }).toBe('x')
  expect(await (await fetch(`${hub.url(0)}/health/ready`)).json()).toMatchObject({ status: 'degraded', redis: false })
  await diner.must('reservation.confirm', {
    reservationId: held.reservationId,
    guest: { name: 'Ada', phone: '+821012345678' },
  })

  await redis.restart()
  await expect
    .poll(async () => (await (await fetch(`${hub.url(0)}/health/ready`)).json()).status, {
      timeout: 25_000,
      interval: 200,
    })
    .toBe('ready')
  await diner.must('reservation.cancel', { reservationId: held.reservationId })
  await expect.poll(() => codeOf(far, slot, 2), { timeout: 25_000, interval: 50 }).toBe('f')
  await expect.poll(() => booksOf(hub.db).events.countDocuments({ done: { $ne: true } }), { timeout: 25_000 }).toBe(0)
  expect([near.gaps, far.gaps]).toEqual([0, 0])
}, 120_000)

it('without a primary commands wait or say busy or unknown, nothing vouches for the feeds, and all of it ends by itself', async () => {
  await using mongo = await startReplicaSet({ members: 3 })
  await using hub = await startHub({ mongoUri: mongo.uri })
  const { venueId } = await hub.seedVenue()
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using watcher = connect(hub.url(0))
  const slots = await watcher.follow({ feed: 'availability', params: { venueId, date } })
  await expect.poll(() => slots.beacons, { timeout: 25_000 }).toBeGreaterThan(0)
  // Two of three away: no majority, so no primary either.
  const [one, two] = mongo.members
  await one?.kill9()
  await two?.kill9()

  const input = { venueId, date, startsAt: slot, party: 2 }
  const during = await diner.call('hold.create', input, 'asked-while-it-is-away')
  expect(during.ok ? 'ok' : during.error.code).toMatch(/^(busy|outcome_unknown)$/)
  const beacons = slots.beacons
  await expect.poll(async () => (await fetch(`${hub.url(0)}/health/ready`)).status, { timeout: 25_000 }).toBe(503)
  expect(slots.beacons).toBe(beacons)

  await one?.restart()
  await two?.restart()
  await expect
    .poll(async () => (await diner.call('hold.create', input, 'asked-while-it-is-away')).ok, {
      timeout: 40_000,
      interval: 500,
    })
    .toBe(true)
  await expect.poll(() => slots.beacons, { timeout: 25_000 }).toBeGreaterThan(beacons)
  expect(Object.keys((await hub.book(venueId, date))?.claims ?? {})).toHaveLength(1)
}, 120_000)
