import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Push } from '../../server/core/notices/message.ts'
import { createPushChannel, type PushChannel, type PushOptions } from '../../workers/channels/push.ts'
import { type FcmServer, type Scene, startFcmServer } from '../support/fcmServer.ts'

const push: Push = {
  title: 'Booked',
  body: 'Maison Hae, Fri 27 Nov, 19:00',
  language: 'en',
  path: '/r/reservation',
  collapseKey: '0123456789abcdefghjkmnpqrs',
  until: Date.now() + 3_600_000,
}

let fcm: FcmServer
const channels: PushChannel[] = []

function channelTo(options: Partial<PushOptions> = {}): PushChannel {
  const channel = createPushChannel({ account: fcm.account, proxy: fcm.proxy, ...options })
  channels.push(channel)
  return channel
}

beforeAll(async () => {
  fcm = await startFcmServer()
})
afterAll(async () => {
  await Promise.all(channels.map((channel) => channel.close()))
  await fcm[Symbol.asyncDispose]()
})

let devices = 0

/** A device of the test's own, to which the provider will do this. */
function deviceWith(...scenes: readonly Scene[]): string {
  devices += 1
  const token = `device-${devices}:APA91b`
  fcm.script.set(token, [...scenes])
  return token
}

const heardBy = (token: string) => fcm.heard.filter((message) => message.token === token)

it('a push is the same for its key on every platform, lives as long as it is of use, names its link and its language', async () => {
  const channel = channelTo()
  const token = deviceWith()
  expect(await channel.send(push, [token])).toEqual([{ end: 'sent', ref: expect.stringMatching(/^projects\/.+/) }])
  const [message] = heardBy(token)
  const { collapseKey } = push
  expect(message).toMatchObject({
    notification: { title: push.title, body: push.body },
    data: { path: push.path, collapseKey },
    android: { collapse_key: collapseKey, notification: { tag: collapseKey } },
    apns: { headers: { 'apns-collapse-id': collapseKey } },
    webpush: { headers: { Topic: collapseKey }, notification: { tag: collapseKey, lang: 'en' } },
  })
  const lifeSeconds = Number.parseInt(message?.android.ttl ?? '', 10)
  expect(lifeSeconds).toBeGreaterThan(3000)
  expect(lifeSeconds).toBeLessThanOrEqual(3600)
  expect(message?.webpush.headers['TTL']).toBe(String(lifeSeconds))
})

const inAnHour = new Date(Date.now() + 600_000).toUTCString()

/** D29, and what becomes of the device. */
const answers: readonly (readonly [string, Scene, object])[] = [
  ['404 of a device', 'unregistered', { end: 'gone' }],
  ['404 of anything else', 'noSuchProject', { end: 'later', error: 'link_404' }],
  ['400 of a token', 'badToken', { end: 'never', error: 'fcm_invalid_argument' }],
  ['400 of a payload', 'badPayload', { end: 'never', error: 'fcm_invalid_argument' }],
  ['401', 'unauthenticated', { end: 'later', error: 'link_401' }],
  ['401 of a platform', 'badCertificate', { end: 'later', error: 'fcm_third_party_auth_error' }],
  ['403 of a token of another project', 'otherProject', { end: 'never', error: 'fcm_sender_id_mismatch' }],
  ['429', 'quota', { end: 'later', error: 'fcm_quota_exceeded' }],
  [
    '429 with Retry-After',
    { refusal: 'quota', retryAfter: '90' },
    { end: 'later', error: 'fcm_quota_exceeded', retryAfterMs: 90_000 },
  ],
  ['500', 'internal', { end: 'later', error: 'link_500' }],
  [
    '503 with Retry-After longer than a try',
    { refusal: 'unavailable', retryAfter: '120' },
    { end: 'later', error: 'link_503', retryAfterMs: 120_000 },
  ],
  [
    '503 with a date',
    { refusal: 'unavailable', retryAfter: inAnHour },
    { end: 'later', error: 'link_503', retryAfterMs: expect.any(Number) },
  ],
  ['a page of somebody else’s that is not found', { page: 404 }, { end: 'later', error: 'link_404' }],
  ['a page of somebody else’s', { page: 200 }, { end: 'unsure', error: 'link_200' }],
  ['a proxy that found nobody', { page: 502 }, { end: 'later', error: 'link_502' }],
]

it('each device of one call fares as the provider says of it, told by codes alone', async () => {
  const channel = channelTo()
  const tokens = [...answers.map(([, scene]) => deviceWith(scene)), deviceWith()]
  const outcomes = await channel.send(push, tokens)
  const fared = answers.map(([name], n) => [name, outcomes[n]])
  expect(fared).toEqual(answers.map(([name, , outcome]) => [name, outcome]))
  expect(outcomes.at(-1)).toMatchObject({ end: 'sent' })
  expect(JSON.stringify(outcomes)).not.toMatch(/device-|guest@/)
})

describe('the link', () => {
  it('that is closed under a request is mended by itself, and the double is under the same key', async () => {
    const channel = channelTo()
    const tokens = [deviceWith('goaway'), deviceWith('cut')]
    expect((await channel.send(push, tokens)).map(({ end }) => end)).toEqual(['sent', 'sent'])
    for (const token of tokens) {
      expect(heardBy(token).map(({ data }) => data['collapseKey'])).toEqual([push.collapseKey, push.collapseKey])
    }
    // HTTP/2 alone knows GOAWAY, and goes by no proxy.
    expect([...fcm.protocols]).toEqual(['1.1'])
  })

  it('that stalls, or is cut again and again, leaves nobody knowing, and not for long', async () => {
    const channel = channelTo({ sendMs: 1500 })
    const tokens = [
      deviceWith('none'),
      deviceWith('cut', 'cut', 'cut', 'cut', 'cut'),
      deviceWith('unavailable', 'none'),
    ]
    const outcomes = await channel.send(push, tokens)
    expect(outcomes.map(({ end }) => end)).toEqual(['unsure', 'unsure', 'unsure'])
    expect(await channel.send(push, [deviceWith()])).toMatchObject([{ end: 'sent' }])
  })

  it('that is cut before anything was said has brought nothing', async () => {
    const channel = channelTo({ sendMs: 800 })
    const [first, second, third] = [deviceWith(), deviceWith('none'), deviceWith()]
    await channel.send(push, [first])
    fcm.cutTunnels = 100
    // One takes the connection that is there and keeps it, the other needs one.
    const outcomes = await channel.send(push, [second, third])
    fcm.cutTunnels = 0
    expect(outcomes).toEqual([
      { end: 'unsure', error: 'link_eabort' },
      { end: 'later', error: 'link_eabort' },
    ])
    expect(heardBy(third)).toEqual([])
  })

  it('that nobody takes has brought nothing', async () => {
    const other = await startFcmServer()
    const channel = channelTo({ proxy: other.proxy })
    await other.close()
    expect(await channel.send(push, [deviceWith()])).toEqual([{ end: 'later', error: 'link_econnrefused' }])
  })

  it('that is there for the next push is used again', async () => {
    const channel = channelTo()
    await channel.send(push, [deviceWith()])
    const { connections } = fcm.counts
    await channel.send(push, [deviceWith()])
    expect(fcm.counts.connections).toBe(connections)
  })
})

describe('the access token', () => {
  it('is asked for once, be it for a hundred devices', async () => {
    const channel = channelTo()
    const before = fcm.counts.tokens
    const tokens = Array.from({ length: 120 }, () => deviceWith())
    expect((await channel.send(push, tokens)).every(({ end }) => end === 'sent')).toBe(true)
    expect(fcm.counts.tokens).toBe(before + 1)
  })

  it('that does not come holds up nothing for ever, and nothing is said meanwhile', async () => {
    const channel = channelTo({ tokenMs: 300, sendMs: 1000 })
    fcm.oauth.push('none', 'none', 'none', 'none')
    const token = deviceWith()
    expect(await channel.send(push, [token])).toEqual([{ end: 'later', error: expect.stringMatching(/^link_/) }])
    expect(heardBy(token)).toEqual([])
    fcm.oauth.length = 0
    await expect.poll(async () => (await channel.send(push, [token]))[0]?.end, { timeout: 10_000 }).toBe('sent')
  })

  it('of a key the provider does not know is trouble with the link, not with the device', async () => {
    const other = await startFcmServer()
    const channel = channelTo({ account: other.account })
    await other.close()
    expect(await channel.send(push, [deviceWith()])).toEqual([{ end: 'later', error: 'link_invalid_grant' }])
  })
})

it('once closed, a channel lets what is being sent finish, but not for long', async () => {
  const channel = channelTo({ closeMs: 300 })
  const sending = channel.send(push, [deviceWith(), deviceWith('none')])
  await expect.poll(() => fcm.heard.at(-1)?.token).toBe(`device-${devices}:APA91b`)
  await channel.close()
  expect((await sending).map(({ end }) => end)).toEqual(['sent', 'unsure'])
})
