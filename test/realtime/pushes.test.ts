import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceDocument } from '../../server/core/identity/documents.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { connect, type TestClient } from '../support/client.ts'
import { type FcmServer, type HeardPush, type Scene, startFcmServer } from '../support/fcmServer.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, registerAs } from '../support/people.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }
const guest = { name: 'Ada Okafor', phone: '+447700900123', allergies: 'peanuts', wishes: 'by the window' }

let fcm: FcmServer
let hub: TestHub
let venueId: string

beforeAll(async () => {
  fcm = await startFcmServer()
  hub = await startHub({ fcm })
  venueId = (await hub.seedVenue({ name: 'Maison Hae', localNames: { ko: '메종 해', ja: null } })).venueId
})
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]()
  await fcm?.[Symbol.asyncDispose]()
})

const devices = () => hub.db.collection<DeviceDocument>('devices')
const rows = () => hub.db.collection<DeliveryDocument>('deliveries')
const shownOn = (token: string): readonly HeardPush[] => fcm.taken.filter((message) => message.token === token)
const newToken = (): string => `${newId()}:APA91b`

let day = 6

/** On a day of its own, so that nobody takes another's table. */
async function book(client: TestClient): Promise<string> {
  day += 1
  const date = dateAhead(day)
  const slot = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = await client.must('hold.create', slot)
  await client.must('reservation.confirm', { reservationId, guest: { ...guest, phone: `+4477009001${day}` } })
  return reservationId
}

async function pushRow(reservationId: string, kind: DeliveryDocument['kind'] = 'reservation.confirmed') {
  const find = () => rows().findOne({ reservationId, kind, channel: 'push' })
  await expect.poll(async () => (await find())?.endedAt, soon).toBeDefined()
  return find()
}

async function openDiner(language: 'ko' | 'ja' | 'en' = 'en') {
  const { account, session } = await hub.openAccount({ language })
  return { actor: `account:${account._id}`, token: session.token }
}

describe('somebody with a device', () => {
  it('is told once, in their language, where and when, and nothing of anybody', async () => {
    const me = await openDiner('ko')
    using client = connect(hub.url(0), me.token)
    const token = newToken()
    await client.must('push.register', { token, platform: 'android' })
    const reservationId = await book(client)
    expect(await pushRow(reservationId)).toMatchObject({ state: 'sent', ref: expect.stringContaining('messages/') })
    await client.must('reservation.cancel', { reservationId })
    await pushRow(reservationId, 'reservation.cancelled')

    const [booked, cancelled] = shownOn(token)
    expect(shownOn(token)).toHaveLength(2)
    expect(booked?.notification.title).toBe('예약이 확정되었습니다')
    expect(booked?.notification.body).toMatch(/^메종 해, .+ 19:00$/)
    expect(booked?.data['path']).toBe(`/r/${reservationId}`)
    expect(cancelled?.data['collapseKey']).not.toBe(booked?.data['collapseKey'])
    expect(JSON.stringify(shownOn(token))).not.toMatch(/Ada|peanuts|window|4477/)
  })

  it('is told on all of them, each in what it shows, and what the provider no longer knows is forgotten', async () => {
    const me = await openDiner('en')
    using client = connect(hub.url(0), me.token)
    const [english, japanese, gone, refused] = [newToken(), newToken(), newToken(), newToken()]
    for (const token of [english, gone, refused]) await client.must('push.register', { token, platform: 'ios' })
    await client.must('push.register', { token: japanese, platform: 'web', language: 'ja' })
    fcm.script.set(gone, ['unregistered'])
    fcm.script.set(refused, ['badToken'])
    expect(await pushRow(await book(client))).toMatchObject({ state: 'sent' })
    expect(shownOn(english)).toMatchObject([{ notification: { title: 'Your table is booked' } }])
    expect(shownOn(japanese)).toMatchObject([{ notification: { title: 'ご予約が確定しました' } }])
    await expect.poll(() => devices().countDocuments({ actor: me.actor }), soon).toBe(3)
    const { devices: exported } = await client.must('account.export', {})
    expect(exported.map(({ platform }) => platform).toSorted()).toEqual(['ios', 'ios', 'web'])
  })

  it('whose only device is gone, or refuses it, is told no more; whose is away, later', async () => {
    const fate = async (scene: Scene) => {
      using client = connect(hub.url(0), (await openDiner()).token)
      const token = newToken()
      await client.must('push.register', { token, platform: 'web' })
      fcm.script.set(token, [scene])
      return { reservationId: await book(client), token }
    }
    expect(await pushRow((await fate('unregistered')).reservationId)).toMatchObject({ state: 'dead', why: 'gone' })
    const { reservationId, token } = await fate('badPayload')
    expect(await pushRow(reservationId)).toMatchObject({ state: 'dead', why: 'fcm_invalid_argument' })
    const away = await fate({ refusal: 'quota', retryAfter: '1' })
    expect(await pushRow(away.reservationId)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(shownOn(away.token)).toHaveLength(1)
    const crypt = createFieldCrypt(hub.secrets)
    expect(await devices().countDocuments({ _id: crypt.blindIndex('device', token) })).toBe(1)
  })

  it('whose sender was lost with the provider on the line is told again what they need, under the same key', async () => {
    using client = connect(hub.url(0), (await openDiner()).token)
    const token = newToken()
    await client.must('push.register', { token, platform: 'android' })
    const reservationId = await book(client)
    const told = await pushRow(reservationId)
    const lost = { $set: { state: 'sending', dueAt: new Date(0) }, $unset: { endedAt: 1, told: 1 } } as const
    await rows().updateOne({ _id: told?._id ?? '' }, lost)
    await rows().updateOne({ reservationId, kind: 'reminder.dayBefore', channel: 'push' }, lost)
    expect(await pushRow(reservationId, 'reminder.dayBefore')).toMatchObject({ state: 'ambiguous' })
    expect(await pushRow(reservationId)).toMatchObject({ state: 'sent', unsure: true })
    expect(new Set(shownOn(token).map(({ data }) => data['collapseKey'])).size).toBe(1)
    expect(shownOn(token)).toHaveLength(2)
  })
})

describe('a device', () => {
  it('that somebody else says is theirs tells nothing of whoever had it before', async () => {
    using former = connect(hub.url(0), (await openDiner()).token)
    using next = connect(hub.url(0), (await openDiner()).token)
    const token = newToken()
    await former.must('push.register', { token, platform: 'android' })
    await next.must('push.register', { token, platform: 'android' })
    await former.must('push.remove', { token })
    expect(await pushRow(await book(former))).toMatchObject({ state: 'suppressed', why: 'unreachable' })
    expect(await pushRow(await book(next))).toMatchObject({ state: 'sent' })
    expect(shownOn(token)).toHaveLength(1)
  })

  it('goes with its session, however that ends, and none is kept for one that has ended', async () => {
    const { account, session } = await hub.openAccount()
    const actor = `account:${account._id}`
    using here = connect(hub.url(0), session.token)
    using there = connect(hub.url(0), (await hub.openAccount({ _id: account._id })).session.token)
    await here.must('push.register', { token: newToken(), platform: 'web' })
    await there.must('push.register', { token: newToken(), platform: 'ios' })
    await here.must('session.revokeAll', {})
    expect(await devices().distinct('platform', { actor })).toEqual(['web'])
    await here.must('session.logout', {})
    expect(await devices().countDocuments({ actor })).toBe(0)
    // Whose token says it lives, and whose row does not.
    const stray = hub.tokenFor('diner', undefined, account._id)
    using late = connect(hub.url(0), stray)
    expect(await late.call('push.register', { token: newToken(), platform: 'web' })).toMatchObject({
      ok: false,
      error: { code: 'session_ended' },
    })
    expect(await devices().countDocuments({ actor })).toBe(0)
  })

  it('of a guest comes along to the account they become, and goes with that', async () => {
    using visitor = connect(hub.url(0))
    const asGuest = await visitor.must('session.guest', {})
    using client = connect(hub.url(0), asGuest.token)
    const token = newToken()
    await client.must('push.register', { token, platform: 'web' })
    const session = await registerAs(hub, client, ada)
    const ownersOf = () => devices().distinct('actor', { actor: { $in: [asGuest.actor, session.actor] } })
    expect(await ownersOf()).toEqual([session.actor])
    using home = connect(hub.url(0), session.token)
    await home.must('account.erase', { password: ada.password })
    expect(await ownersOf()).toEqual([])
  })

  it('is on record when it comes and when it goes, not at every start of the app', async () => {
    const me = await openDiner()
    using client = connect(hub.url(0), me.token)
    const token = newToken()
    await client.must('push.remove', { token })
    for (let starts = 0; starts < 2; starts++) await client.must('push.register', { token, platform: 'web' })
    for (let times = 0; times < 2; times++) await client.must('push.remove', { token })
    const to = `device:${createFieldCrypt(hub.secrets).blindIndex('device', token)}`
    const record = await hub.db.collection('audit').find({ by: me.actor }).sort({ at: 1 }).toArray()
    expect(record.map(({ action, to: device }) => [action, device])).toEqual([
      ['device.added', to],
      ['device.removed', to],
    ])
  })

  it('beyond the twentieth takes the place of the one not seen for longest', async () => {
    const me = await openDiner()
    using client = connect(hub.url(0), me.token)
    const tokens = Array.from({ length: 21 }, newToken)
    for (const token of tokens) await client.must('push.register', { token, platform: 'web' })
    const crypt = createFieldCrypt(hub.secrets)
    const kept = await devices().distinct('_id', { actor: me.actor })
    expect(new Set(kept)).toEqual(new Set(tokens.slice(1).map((token) => crypt.blindIndex('device', token))))
  })
})
