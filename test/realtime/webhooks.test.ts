import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { EventDocument } from '../../server/core/lane/documents.ts'
import { addWebhook } from '../../server/core/webhooks/addWebhook.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from '../../server/core/webhooks/documents.ts'
import type { Sent } from '../../shared/contract/index.ts'
import { createWebhookConsumer } from '../../workers/webhooks/webhookConsumer.ts'
import { connect, type TestClient } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { type Heard, startWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver.ts'

const soon = { timeout: 30_000 }
const date = dateAhead(7)
const guest = { name: 'Ada Okafor', phone: '+447700900123', wishes: 'A quiet table' }

let hub: TestHub
let receiver: WebhookReceiver
let venueId: string
let manager: TestClient

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  hub = await startHub({ webhookLoopback: true })
  ;({ venueId } = await hub.seedVenue())
  const { session } = await hub.openAccount({ demo: true, grants: [{ role: 'manager', venueId }] })
  manager = connect(hub.url(0), session.token)
})
afterAll(async () => {
  manager?.[Symbol.dispose]()
  await hub?.[Symbol.asyncDispose]()
  await receiver?.[Symbol.asyncDispose]()
})

const rows = () => hub.db.collection<WebhookDeliveryDocument>('webhook_deliveries')
const webhooks = () => hub.db.collection<WebhookDocument>('webhooks')
const logOf = async (webhookId: string) => (await manager.must('webhook.log', { venueId, webhookId })).deliveries
const listed = async (webhookId: string) =>
  (await manager.must('webhook.list', { venueId })).webhooks.find((it) => it.webhookId === webhookId)

function newWebhook(venueId: string, slot = 0): WebhookDocument {
  const at = new Date()
  const place = { _id: newId(), venueId, slot }
  return {
    ...place,
    url: '',
    secret: '',
    kinds: [],
    state: 'on',
    onSince: at,
    failures: 0,
    by: '',
    bodyHash: '',
    createdAt: at,
  }
}

let paths = 0

/** A webhook to a path of its own, and what is heard there. */
async function hooked(change: Partial<Sent<'webhook.create'>> = {}) {
  const path = `/hooks/${paths++}`
  const url = `${new URL(receiver.url).origin}${path}`
  const made = await manager.must('webhook.create', { venueId, url, ...change })
  const heard = () => receiver.heard.filter((it) => it.path === path)
  const come = async (count: number): Promise<readonly Heard[]> => {
    await expect.poll(() => heard().length, soon).toBe(count)
    return heard()
  }
  return { ...made, heard, come, end: () => manager.must('webhook.remove', { venueId, webhookId: made.webhookId }) }
}

async function book(time: string): Promise<string> {
  const { reservationId } = await manager.must('reservation.book', {
    venueId,
    date,
    startsAt: seoul(date, time),
    party: 2,
    guest: { ...guest, phone: `+4477009${String(10_000 + paths)}` },
  })
  return reservationId
}

const bodyOf = ({ body }: Heard) => JSON.parse(body) as Record<string, unknown>

it('a restaurant’s system hears what becomes of a reservation, signed, in few words and without anybody’s', async () => {
  const { secret, come, end, webhookId } = await hooked()
  const reservationId = await book('18:00')
  for (const to of ['arrived', 'seated', 'completed'] as const) {
    await manager.must('reservation.advance', { reservationId, to })
  }
  const heard = await come(4)
  const kinds = ['confirmed', 'arrived', 'seated', 'completed'].map((it) => `reservation.${it}`)
  expect(heard.map((it) => bodyOf(it)['kind']).toSorted()).toEqual(kinds.toSorted())
  for (const { headers, body } of heard) {
    const said = JSON.parse(body) as { id: string; at: string }
    expect(Object.keys(said)).toEqual(['id', 'kind', 'at', 'venueId', 'reservationId', 'version'])
    expect(said).toMatchObject({ id: headers['webhook-id'], venueId, reservationId })
    const text = `${said.id}.${String(headers['webhook-timestamp'])}.${body}`
    const hash = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(text)
      .digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${hash}`)
  }
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
  await expect.poll(async () => (await logOf(webhookId)).every(({ state }) => state === 'sent'), soon).toBe(true)
  await end()
})

it('a webhook hears of the kinds it wants, at its own restaurant, while it is on', async () => {
  const all = await hooked()
  const some = await hooked({ kinds: ['reservation.cancelled'] })
  const off = await hooked()
  await manager.must('webhook.change', { venueId, webhookId: off.webhookId, state: 'off' })
  const reservationId = await book('19:00')
  await manager.must('reservation.cancel', { reservationId })
  await all.come(2)
  expect((await some.come(1)).map((it) => bodyOf(it)['kind'])).toEqual(['reservation.cancelled'])
  expect(await rows().countDocuments({ webhookId: off.webhookId })).toBe(0)
  expect(await listed(off.webhookId)).toMatchObject({ state: 'off', offReason: 'by_hand' })
  for (const one of [all, some, off]) await one.end()
})

it('a change of date is one change, and nobody is told that the old one was cancelled', async () => {
  const { come, end, heard } = await hooked()
  const reservationId = await book('20:00')
  const nextDate = dateAhead(8)
  await manager.must('reservation.change', {
    reservationId,
    date: nextDate,
    startsAt: seoul(nextDate, '20:00'),
    party: 2,
  })
  await come(2)
  // What comes after it has come too.
  await manager.must('reservation.cancel', { reservationId })
  await come(3)
  // Which comes first is not promised.
  expect(
    heard()
      .map((it) => bodyOf(it)['kind'])
      .toSorted(),
  ).toEqual(['reservation.cancelled', 'reservation.changed', 'reservation.confirmed'])
  await end()
})

it('what is heard again adds nothing, for each of the webhooks', async () => {
  const both = [await hooked(), await hooked()]
  const reservationId = await book('18:30')
  for (const one of both) await one.come(1)
  const mine = { webhookId: { $in: both.map(({ webhookId }) => webhookId) } }
  await expect.poll(() => rows().countDocuments({ ...mine, state: 'sent' }), soon).toBe(2)
  const before = await rows().find(mine).sort({ _id: 1 }).toArray()
  const events = await hub.db
    .collection<EventDocument>('events')
    .find({ 'event.claim.reservationId': reservationId })
    .toArray()
  expect(events.length).toBeGreaterThan(0)
  const collections = { webhooks: webhooks(), webhookDeliveries: rows() } as never
  await createWebhookConsumer({ collections, clock: { now: Date.now } as never }).hear(events)
  expect(await rows().find(mine).sort({ _id: 1 }).toArray()).toEqual(before)
  for (const one of both) await one.end()
})

it('what failed is in the log with its status, and goes again under the same id when it is sent anew', async () => {
  receiver.answer = (response) => void response.writeHead(500).end()
  const { webhookId, come, end } = await hooked()
  await book('19:30')
  await come(1)
  await expect.poll(async () => (await logOf(webhookId))[0]?.status, soon).toBe(500)
  const [failed = expect.fail('nothing in the log')] = await logOf(webhookId)
  expect(failed).toMatchObject({ state: 'pending', why: 'http_500', tries: 1, nextTryAt: expect.any(String) })
  await expect
    .poll(() => listed(webhookId), soon)
    .toMatchObject({ state: 'on', failures: 1, failingSince: expect.any(String) })
  receiver.answer = (response) => void response.end()
  const { deliveryId } = failed
  await manager.must('webhook.resend', { venueId, webhookId, deliveryId })
  const [first, again] = await come(2)
  expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(again?.body).toBe(first?.body)
  await expect
    .poll(async () => (await logOf(webhookId))[0], soon)
    .toMatchObject({ state: 'sent', status: 200, why: null })
  await expect.poll(() => listed(webhookId), soon).toMatchObject({ failures: 0, failingSince: null })
  await manager.must('webhook.resend', { venueId, webhookId, deliveryId })
  await come(3)
  await end()
})

describe('who makes a webhook', () => {
  it('is told its secret once more by the same request only; neither it nor the address lies open', async () => {
    const requestId = randomUUID()
    const url = `${receiver.url}?of=canary`
    const made = await manager.must('webhook.create', { venueId, url }, requestId)
    expect(await manager.must('webhook.create', { venueId, url }, requestId)).toEqual(made)
    expect(await manager.call('webhook.create', { venueId, url: receiver.url }, requestId)).toMatchObject({
      ok: false,
      error: { code: 'request_id_reused' },
    })
    const kept = JSON.stringify(await webhooks().findOne({ _id: made.webhookId }))
    expect(kept).not.toContain('canary')
    expect(kept).not.toContain(made.secret.slice(6))
    const all = await manager.must('webhook.list', { venueId })
    expect(JSON.stringify(all)).toContain('?of=canary')
    expect(JSON.stringify(all)).not.toContain(made.secret)
    await manager.must('webhook.remove', { venueId, webhookId: made.webhookId })
  })

  it('has ten at most, also when more are made at once, and another one where one is removed', async () => {
    const { venueId: here } = await hub.seedVenue()
    using own = connect(hub.url(0), hub.tokenFor('manager', here))
    const make = () => own.call('webhook.create', { venueId: here, url: receiver.url })
    const answers = await Promise.all(Array.from({ length: 14 }, make))
    const made = answers.flatMap((it) => (it.ok ? [it.data.webhookId] : []))
    expect(made).toHaveLength(10)
    for (const it of answers.filter(({ ok }) => !ok)) {
      expect(it).toMatchObject({ error: { code: 'not_allowed_now', reason: 'too_many' } })
    }
    expect((await own.must('webhook.list', { venueId: here })).webhooks).toHaveLength(10)
    await own.must('webhook.remove', { venueId: here, webhookId: made[3] ?? '' })
    expect(await make()).toMatchObject({ ok: true })
    expect(await make()).toMatchObject({ ok: false })
  })

  it('has ten also for who was too slow for each of their places: they are not told to come again', async () => {
    const core = await coreOf(hub)
    const { collections } = core.deps
    const { slot: _, ...mine } = newWebhook(newId())
    const real = collections.webhooks
    const slow: typeof real = Object.assign(Object.create(real) as typeof real, {
      async insertOne(webhook: WebhookDocument) {
        await real.insertOne(newWebhook(mine.venueId, webhook.slot))
        return real.insertOne(webhook)
      },
    })
    await expect(addWebhook({ collections: { ...collections, webhooks: slow } }, mine)).rejects.toMatchObject({
      code: 'not_allowed_now',
      details: { reason: 'too_many' },
    })
    await core.close()
  })
})
