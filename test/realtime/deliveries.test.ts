import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { createDeliveries, type Deliveries } from '../../server/core/notices/deliveries.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { startHub, type TestHub } from '../support/hub.ts'

const told = { order: [0, 1, 0], start: 5000, party: 2 } as const

let hub: TestHub
let deliveries: Deliveries
let now: number
let id: string

beforeAll(async () => {
  hub = await startHub({ worker: false })
})
afterAll(() => hub[Symbol.asyncDispose]())

const rows = () => hub.db.collection<DeliveryDocument>('deliveries')
const row = (more: Partial<DeliveryDocument> = {}): DeliveryDocument => ({
  _id: id,
  kind: 'reservation.confirmed',
  channel: 'email',
  reservationId: `r-${id}`,
  order: [0, 1, 0],
  start: 5000,
  by: 'guest',
  state: 'pending',
  dueAt: new Date(1000),
  attempts: 0,
  expireAt: new Date(Date.now() + 3_600_000),
  ...more,
})

beforeEach(async () => {
  now = 1000
  id = newId()
  deliveries = createDeliveries({ deliveries: rows(), now: () => now, newId })
  await deliveries.add([row()])
})

it('of many who want to tell it at once one may, until the claim runs out', async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => deliveries.claim(id)))
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1)
  now += 10_000
  expect(await deliveries.claim(id)).toMatchObject({ state: 'claimed', attempts: 2 })
})

it('of many that are due each is one sender’s, also of those asked for twice in one breath', async () => {
  const others = Array.from({ length: 40 }, () => newId())
  await deliveries.add(others.map((_id) => row({ _id })))
  const senders = [deliveries, createDeliveries({ deliveries: rows(), now: () => now, newId })]
  const asked = senders.flatMap((sender) =>
    others.flatMap((one) => [sender.claim(one), sender.claim(one, 'pending'), sender.claim(one)]),
  )
  const claimed = (await Promise.all(asked)).filter((claim) => claim !== null)
  expect(claimed.map(({ _id }) => _id).toSorted()).toEqual(others.toSorted())
  for (const one of claimed) expect(await deliveries.handOver(one)).toBe(true)
})

it('of many due, all are claimed once where the database breaks off the first time', async () => {
  const others = Array.from({ length: 10 }, () => newId())
  await deliveries.add(others.map((_id) => row({ _id })))
  const data = { failCommands: ['update'], errorCode: 262, namespace: `${hub.db.databaseName}.deliveries` }
  await hub.db.admin().command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data })
  const claimed = await Promise.all(others.map((one) => deliveries.claim(one)))
  expect(claimed.map((one) => one?.attempts)).toEqual(others.map(() => 1))
})

it('is nobody’s before it is due', async () => {
  now = 999
  expect(await deliveries.claim(id)).toBeNull()
  expect(await deliveries.due('email', 999, 10)).toEqual([])
  expect((await deliveries.due('email', 1000, 10)).map(({ _id }) => _id)).toContain(id)
})

it('is settled by whoever claimed it last, and by nobody who slept meanwhile', async () => {
  const slept = await deliveries.claim(id)
  now += 10_000
  const awake = await deliveries.claim(id)
  if (slept === null || awake === null) throw new Error('both had it')
  expect(await deliveries.settle(slept, { state: 'dead', why: 'slept' })).toBe(false)
  expect(await deliveries.settle(awake, { state: 'sent', told, ref: 'x' })).toBe(true)
  expect(await rows().findOne({ _id: id })).toMatchObject({ state: 'sent', told, ref: 'x' })
})

it('stays whose it is for as long as it is being sent, and is free soon after its sender was lost', async () => {
  const claimed = await deliveries.claim(id)
  if (claimed === null) throw new Error('it was due')
  let sent: (outcome: string) => void = () => undefined
  const sending = deliveries.sending(claimed, () => new Promise<string>((done) => (sent = done)))
  await expect.poll(async () => (await rows().findOne({ _id: id }))?.state).toBe('sending')
  now += 8_000
  const renewed = new Date(now + 10_000)
  await expect.poll(async () => (await rows().findOne({ _id: id }))?.dueAt, { timeout: 20_000 }).toEqual(renewed)
  now += 8_000
  expect(await deliveries.claim(id)).toBeNull()
  sent('well')
  expect(await sending).toBe('well')
  // As if it were lost now: nobody renews it any more.
  now += 10_000
  expect(await deliveries.claim(id)).toMatchObject({ state: 'claimed', unsure: true })
})

it('that is over is claimed by nobody, and due no more', async () => {
  const claimed = await deliveries.claim(id)
  if (claimed === null) throw new Error('it was due')
  await deliveries.settle(claimed, { state: 'suppressed', why: 'told' })
  now += 3_600_000
  expect(await deliveries.claim(id)).toBeNull()
  expect((await deliveries.due('email', now, 100)).map(({ _id }) => _id)).not.toContain(id)
  await deliveries.add([row()])
  expect(await rows().findOne({ _id: id })).toMatchObject({ state: 'suppressed' })
})

it('counts what was tried, and not what only waited', async () => {
  const first = await deliveries.claim(id)
  if (first === null) throw new Error('it was due')
  await deliveries.settle(first, { state: 'pending', at: 2000, tried: false })
  now = 2000
  const second = await deliveries.claim(id)
  expect(second?.attempts).toBe(1)
  if (second === null) throw new Error('it was due again')
  await deliveries.settle(second, { state: 'pending', at: 3000, tried: true, why: 'busy' })
  now = 3000
  expect(await deliveries.claim(id)).toMatchObject({ attempts: 2, why: 'busy' })
})

it('knows the newest that was told of a reservation by a channel', async () => {
  expect(await deliveries.told(row())).toBeNull()
  for (const order of [
    [0, 3, 0],
    [1, 0, 0],
    [0, 9, 0],
  ] as const) {
    const other = row({ _id: newId() })
    await deliveries.add([other])
    const claimed = await deliveries.claim(other._id)
    if (claimed !== null) await deliveries.settle(claimed, { state: 'sent', told: { ...told, order }, ref: 'x' })
  }
  expect(await deliveries.told(row())).toEqual({ ...told, order: [1, 0, 0] })
})
