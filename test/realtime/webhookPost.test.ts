import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { createClaims } from '../../server/core/notices/claims.ts'
import type { WebhookDeliveryDocument } from '../../server/core/webhooks/documents.ts'
import { openWebhook } from '../../server/core/webhooks/sealing.ts'
import type { WebhookAnswer, WebhookCall } from '../../workers/webhooks/send.ts'
import { createWebhookPost } from '../../workers/webhooks/webhookPost.ts'
import { connect, type TestClient } from '../support/client.ts'
import { idleHub } from '../support/idleHub.ts'
import { lettersTo } from '../support/people.ts'

const dayMs = 86_400_000

const idle = idleHub()

const ok: WebhookAnswer = { status: 200, retryAfter: null }
const failed: WebhookAnswer = { status: 500, retryAfter: null }
const rowOf = async (_id: string) =>
  (await idle.core.deps.collections.webhookDeliveries.findOne({ _id })) ?? expect.fail('no such row')

/** Whom the calls go to, and a post before them that answers as it is told. */
function postTo(answer: (call: WebhookCall) => WebhookAnswer | Promise<WebhookAnswer>) {
  const calls: WebhookCall[] = []
  const call = async (one: WebhookCall) => {
    calls.push(one)
    return answer(one)
  }
  return { calls, post: createWebhookPost({ deps: idle.deps(), call, random: () => 1 }) }
}

let venueId: string
let webhookId: string
let manager: TestClient
let email: string
/** Of somebody else who manages the restaurant. */
let colleagues: string

beforeEach(async () => {
  await idle.core.deps.collections.webhookDeliveries.deleteMany({})
  ;({ venueId } = await idle.hub.seedVenue({ name: 'Maison Hae' }))
  const { account, session } = await idle.hub.openAccount({ demo: true, grants: [{ role: 'manager', venueId }] })
  const colleague = await idle.hub.openAccount({ demo: true, grants: [{ role: 'manager', venueId }] })
  colleagues = `${colleague.account._id}@example.com`
  email = `${account._id}@example.com`
  manager = connect(idle.hub.url(0), session.token)
  const url = 'https://hooks.invalid/couvert?of=theirs'
  ;({ webhookId } = await manager.must('webhook.create', { venueId, url }))
  return () => manager[Symbol.dispose]()
})

const stateNow = async () => (await manager.must('webhook.list', { venueId })).webhooks[0]

/** Something that is due, as the relay writes it down. */
async function owed(of: Partial<WebhookDeliveryDocument> = {}): Promise<string> {
  const at = new Date(idle.now())
  const row: WebhookDeliveryDocument = {
    _id: newId(),
    webhookId,
    venueId,
    kind: 'reservation.confirmed',
    reservationId: `${venueId}_20270314_${newId()}`,
    order: [0, 7, 0],
    at,
    since: at,
    dueAt: at,
    state: 'pending',
    attempts: 0,
    expireAt: new Date(at.getTime() + 30 * dayMs),
    ...of,
  }
  await idle.core.deps.collections.webhookDeliveries.insertOne(row)
  return row._id
}

const makeDue = (_id: string) =>
  idle.core.deps.collections.webhookDeliveries.updateOne({ _id }, { $set: { dueAt: new Date(0) } })

describe('a sender who was killed', () => {
  it.each(['before anybody was called', 'after they were'])('%s: it goes again, under the same id', async (when) => {
    const id = await owed()
    const { calls, post } = postTo(() => ok)
    const claims = createClaims(idle.core.deps.collections.webhookDeliveries, { now: idle.now, newId })
    const claimed = (await claims.claim(id)) ?? expect.fail('it was due')
    if (when === 'after they were') expect(await claims.handOver(claimed)).toBe(true)
    await post.send(id)
    expect(calls).toEqual([])
    await makeDue(id)
    await post.send(id)
    expect(calls.map((call) => call.id)).toEqual([id])
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ id, venueId, version: 7 })
    expect(await rowOf(id)).toMatchObject({ state: 'sent', lastStatus: 200, attempts: 2 })
    // Who was only asleep changes nothing any more.
    expect(await claims.settle(claimed, { state: 'dead', why: 'late' })).toBe(false)
  })

  it('two at once call once', async () => {
    const id = await owed()
    const [one, other] = [postTo(() => ok), postTo(() => ok)]
    await Promise.all([one.post.send(id), one.post.send(id), other.post.send(id)])
    expect([...one.calls, ...other.calls]).toHaveLength(1)
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 1 })
  })
})

it('410 switches a webhook off at once; whoever made it is told, and nothing goes there until it is on again', async () => {
  const [first, second] = [await owed(), await owed()]
  const { calls, post } = postTo(() => ({ status: 410, retryAfter: null }))
  await post.send(first)
  expect(await rowOf(first)).toMatchObject({ state: 'dead', why: 'http_410', lastStatus: 410 })
  expect(await stateNow()).toMatchObject({ state: 'off', offReason: 'gone' })
  await post.send(second)
  expect(await rowOf(second)).toMatchObject({ state: 'suppressed', why: 'switched_off' })
  expect(calls).toHaveLength(1)
  expect(await lettersTo(idle.hub, email)).toMatchObject([
    { kind: 'webhookOff', content: { venue: 'Maison Hae', host: 'hooks.invalid', reason: 'gone' } },
  ])
  expect(await lettersTo(idle.hub, colleagues)).toEqual([])
  const again = { venueId, webhookId, deliveryId: second }
  expect(await manager.call('webhook.resend', again)).toMatchObject({
    error: { code: 'not_allowed_now', reason: 'webhook_off' },
  })
  await manager.must('webhook.change', { venueId, webhookId, state: 'on' })
  await manager.must('webhook.resend', again)
  // The hub's estimate of the time and ours differ by milliseconds.
  idle.aheadMs = 1000
  await postTo(() => ok).post.send(second)
  expect(await rowOf(second)).toMatchObject({ state: 'sent' })
  expect(await stateNow()).toMatchObject({ state: 'on', offReason: null, failures: 0 })
})

describe('nothing but failures', () => {
  /** Until what is owed is given up, each time when it is due. */
  async function failUntilDead(id: string, answer: () => WebhookAnswer = () => failed): Promise<void> {
    const { post } = postTo(answer)
    for (let tries = 0; tries < 50; tries++) {
      await post.send(id)
      const { state, dueAt } = await rowOf(id)
      if (state !== 'pending') return
      idle.aheadMs += Math.max(0, (dueAt?.getTime() ?? 0) - idle.now()) + 1
    }
  }

  it('for three days end in a dead letter, a webhook that is off, and one mail to whoever made it', async () => {
    const [id, another] = [await owed(), await owed()]
    await failUntilDead(id)
    expect(idle.aheadMs).toBeGreaterThan(2 * dayMs)
    expect(idle.aheadMs).toBeLessThan(3 * dayMs)
    expect(await rowOf(id)).toMatchObject({ state: 'dead', why: 'http_500' })
    expect(await stateNow()).toMatchObject({ state: 'on' })
    idle.aheadMs = 3 * dayMs + 1000
    await postTo(() => failed).post.send(another)
    expect(await stateNow()).toMatchObject({ state: 'off', offReason: 'failing' })
    expect(await lettersTo(idle.hub, email)).toMatchObject([{ kind: 'webhookOff', content: { reason: 'failing' } }])
  })

  it('are none where one try arrived in between', async () => {
    const [id, arrives, another] = [await owed(), await owed(), await owed()]
    await failUntilDead(id)
    await postTo(() => ok).post.send(arrives)
    idle.aheadMs = 3 * dayMs + 1000
    await postTo(() => failed).post.send(another)
    expect(await stateNow()).toMatchObject({ state: 'on', failures: 1 })
  })

  it('are none where few were tried, as by workers that were away', async () => {
    const [id, another] = [await owed(), await owed()]
    await postTo(() => failed).post.send(id)
    idle.aheadMs = 5 * dayMs
    await postTo(() => failed).post.send(another)
    expect(await stateNow()).toMatchObject({ state: 'on', failures: 2 })
  })
})

it('an address that never answers holds up its own restaurant only', async () => {
  for (let n = 0; n < 20; n++) await owed({ dueAt: new Date(n) })
  const other = await idle.hub.seedVenue()
  using colleague = connect(idle.hub.url(0), idle.hub.tokenFor('manager', other.venueId))
  const { webhookId: theirs } = await colleague.must('webhook.create', {
    venueId: other.venueId,
    url: 'https://quick.invalid/',
  })
  const quick = await owed({ webhookId: theirs, venueId: other.venueId })
  let letGo: (answer: WebhookAnswer) => void = () => undefined
  const stuck = new Promise<WebhookAnswer>((resolve) => {
    letGo = resolve
  })
  const { calls, post } = postTo(({ url }) => (url.includes('quick') ? ok : stuck))
  await expect.poll(async () => (await post.sweep(), (await rowOf(quick)).state)).toBe('sent')
  expect(calls.filter(({ url }) => !url.includes('quick'))).toHaveLength(4)
  letGo(ok)
  await post.close()
  expect(await post.sweep()).toBe(0)
  expect(await idle.core.deps.collections.webhookDeliveries.countDocuments({ webhookId, state: 'sent' })).toBe(4)
})

it('what a webhook is told by carries the restaurant’s own secret, which opens nowhere else', async () => {
  const id = await owed()
  const { calls, post } = postTo(() => ok)
  await post.send(id)
  const kept = (await idle.core.deps.collections.webhooks.findOne({ _id: webhookId })) ?? expect.fail('no webhook')
  expect(calls[0]).toMatchObject({ url: 'https://hooks.invalid/couvert?of=theirs', secret: /^whsec_/ })
  expect(() => openWebhook(idle.core.deps, 'secret', { ...kept, _id: newId() })).toThrow()
})
