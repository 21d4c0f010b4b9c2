import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import type { SessionDocument } from '../../server/core/identity/documents.ts'
import { hashPassword } from '../../server/core/identity/passwords.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { startRedis } from '../support/servers.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const date = dateAhead(7)

interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

async function post(url: string, path: string, body: unknown = {}, token?: string): Promise<Reply> {
  const response = await fetch(`${url}/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}

async function renew(hub: TestHub, refreshToken: unknown, node = 0): Promise<Reply> {
  return post(hub.url(node), '/sessions/renew', { refreshToken })
}

const codeIn = ({ status, body }: Reply) => (status === 200 ? 'ok' : body['code'])

function sessionsOf({ db }: TestHub) {
  return db.collection<SessionDocument>('sessions')
}

it('a lost answer logs nobody out: the same token asked for again brings the same successor until that is used', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { session } = await hub.openAccount()
  const first = await renew(hub, session.refreshToken)
  const again = await renew(hub, session.refreshToken, 1)
  expect(again.body['refreshToken']).toBe(first.body['refreshToken'])
  expect(first.body['refreshToken']).not.toBe(session.refreshToken)
  expect(codeIn(await renew(hub, first.body['refreshToken']))).toBe('ok')
})

it('twenty renewals at once on two nodes bring one successor', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { session } = await hub.openAccount()
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => renew(hub, session.refreshToken, n % 2)))
  expect(new Set(all.map(({ body }) => body['refreshToken'])).size).toBe(1)
})

it('a token older than the one before the last was copied: the whole session ends, for thief and owner', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { session } = await hub.openAccount()
  const second = await renew(hub, session.refreshToken)
  const third = await renew(hub, second.body['refreshToken'])
  expect(codeIn(third)).toBe('ok')
  using live = connect(hub.url(1), String(third.body['token']))
  await live.must('session.list', {})
  const told = new Promise((resolve) => live.socket.once('session.ended', resolve))
  expect(codeIn(await renew(hub, session.refreshToken))).toBe('session_ended')
  expect(codeIn(await renew(hub, third.body['refreshToken']))).toBe('session_ended')
  expect(await told).toMatchObject({ error: { code: 'session_ended' } })
})

it('a refresh token that is forged, changed, of another session or of another hub renews nothing and ends nothing', async () => {
  await using hub = await startHub({ worker: false })
  await using other = await startHub({ worker: false })
  const { session } = await hub.openAccount()
  const elsewhere = await other.openAccount()
  const [text = '', keyId = '', mac = ''] = String(session.refreshToken).split('.')
  const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
  const raised = Buffer.from(JSON.stringify([claims[0], claims[1], 7, claims[3]])).toString('base64url')
  for (const bad of [
    `${raised}.${keyId}.${mac}`,
    `${text}.${keyId}.${mac}x`,
    `${text}.x.${mac}`,
    text,
    'x',
    elsewhere.session.refreshToken,
  ]) {
    expect(codeIn(await renew(hub, bad))).toBe('unauthenticated')
  }
  expect(codeIn(await renew(hub, session.token))).toBe('unauthenticated')
  expect(codeIn(await renew(hub, session.refreshToken))).toBe('ok')
})

it('a refresh token is no access token, and an access token renews nothing', async () => {
  await using hub = await startHub({ worker: false })
  const { session } = await hub.openAccount()
  expect(codeIn(await post(hub.url(0), '/sessions/logout', {}, String(session.refreshToken)))).toBe('unauthenticated')
})

it('a visitor’s session is written when it first comes back, once however often that is', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const guest = await post(hub.url(0), '/sessions/guest')
  expect(await sessionsOf(hub).countDocuments()).toBe(0)
  const all = await Promise.all([0, 1, 0, 1].map((node) => renew(hub, guest.body['refreshToken'], node)))
  expect(new Set(all.map(({ body }) => body['refreshToken'])).size).toBe(1)
  expect(all[0]?.body['actor']).toBe(guest.body['actor'])
  expect(await sessionsOf(hub).countDocuments()).toBe(1)
})

it('who logs out is answered, then cut on every node, and nothing of the session is taken any more', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  for (const session of [(await hub.openAccount()).session, (await post(hub.url(0), '/sessions/guest')).body]) {
    using here = connect(hub.url(0), String(session['token' as never]))
    using there = connect(hub.url(1), String(session['token' as never]))
    await there.must('venue.list', {})
    const cut = new Promise((resolve) => there.socket.once('disconnect', resolve))
    await here.must('session.logout', {})
    await cut
    for (const node of [0, 1]) {
      await expect
        .poll(async () => codeIn(await post(hub.url(node), '/sessions/logout', {}, String(session['token' as never]))))
        .toBe('session_ended')
      expect(codeIn(await renew(hub, session['refreshToken' as never], node))).toBe('session_ended')
    }
  }
})

it('one session is ended from another, which goes on; a stranger’s is not found', async () => {
  await using hub = await startHub({ worker: false })
  const mine = await hub.openAccount()
  const phone = await hub.openAccount({ _id: mine.account._id })
  const stranger = await hub.openAccount()
  using laptop = connect(hub.url(0), mine.session.token)
  using onPhone = connect(hub.url(0), phone.session.token)
  await onPhone.must('session.list', {})
  const { sessions } = await laptop.must('session.list', {})
  expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
  const other = sessions.find(({ current }) => !current)?.sessionId ?? ''
  using elsewhere = connect(hub.url(0), stranger.session.token)
  expect(await elsewhere.call('session.revoke', { sessionId: other })).toMatchObject({ error: { code: 'not_found' } })
  const told = new Promise((resolve) => onPhone.socket.once('session.ended', resolve))
  await laptop.must('session.revoke', { sessionId: other })
  expect(await told).toMatchObject({ error: { code: 'session_ended' } })
  await laptop.must('session.list', {})
})

it('a login over a socket is listed with what the device says it is', async () => {
  await using hub = await startHub({ worker: false })
  const { account } = await hub.openAccount({ passwordHash: await hashPassword('a long enough one') })
  const socket = io(hub.url(0), {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { 'user-agent': 'Tablet 7' },
  })
  const credentials = { email: `${account._id}@example.com`, password: 'a long enough one' }
  const answer = await socket.emitWithAck('session.login', { input: credentials })
  socket.disconnect()
  using own = connect(hub.url(0), answer.data.token)
  const { sessions } = await own.must('session.list', {})
  expect(sessions.map(({ device, current }) => [device, current])).toEqual([
    ['Tablet 7', true],
    ['', false],
  ])
})

it('with Redis away a session revoked at one node is cut at the other all the same', async () => {
  await using redis = await startRedis()
  await using hub = await startHub({ nodes: 2, worker: false, redisUrl: redis.url })
  const mine = await hub.openAccount()
  const phone = await hub.openAccount({ _id: mine.account._id })
  using laptop = connect(hub.url(0), mine.session.token)
  using onPhone = connect(hub.url(1), phone.session.token)
  await onPhone.must('session.list', {})
  await redis.kill9()
  const told = new Promise((resolve) => onPhone.socket.once('session.ended', resolve))
  expect(await laptop.must('session.revokeAll', {})).toEqual({ ended: 1 })
  expect(await told).toMatchObject({ error: { code: 'session_ended' } })
})

it('a node that starts later knows what was revoked before', async () => {
  await using hub = await startHub({ worker: false })
  const { session } = await hub.openAccount()
  await post(hub.url(0), '/sessions/logout', {}, session.token)
  const late = await hub.addNode()
  expect(codeIn(await post(late.url, '/sessions/logout', {}, session.token))).toBe('session_ended')
})

it('a signed link reaches its reservation and nothing else of its guest, and dies with it', async () => {
  await using hub = await startHub({ nodes: 2 })
  const { venueId } = await hub.seedVenue({
    settings: { tables: [...oneTable, { ...oneTable[0], id: 'T2' } as never] },
  })
  const { body } = await post(hub.url(0), '/sessions/guest')
  using guest = connect(hub.url(0), String(body['token']))
  const book = async (time: string) => {
    const held = await guest.must('hold.create', { venueId, date, startsAt: seoul(date, time), party: 2 })
    return guest.must('reservation.confirm', {
      reservationId: held.reservationId,
      guest: { name: 'Ada', phone: '+821012345678' },
    })
  }
  const one = await book('18:00')
  const two = await book('21:00')
  const { secret } = await guest.must('reservation.link', { reservationId: one.reservationId })
  using visitor = connect(hub.url(1))
  const wrong = { reservationId: two.reservationId, secret }
  expect(await visitor.call('session.link', wrong)).toMatchObject({ error: { code: 'not_found' } })
  const linked = await visitor.must('session.link', { reservationId: one.reservationId, secret })
  expect(linked.refreshToken).toBeNull()
  using link = connect(hub.url(1), linked.token)
  for (const operation of ['reservation.cancel', 'reservation.link'] as const) {
    const answer = await link.call(operation, { reservationId: two.reservationId })
    expect(answer).toMatchObject({ error: { code: 'not_found' } })
  }
  expect((await link.socket.emitWithAck('feed.open', { feed: 'reservations', params: {} })).error.code).toBe(
    'forbidden',
  )
  const others = { feed: 'reservation', params: { reservationId: two.reservationId } }
  expect((await link.socket.emitWithAck('feed.open', others)).error.code).toBe('not_found')
  const own = await link.follow({ feed: 'reservation', params: { reservationId: one.reservationId } })
  expect(own.content[one.reservationId]).toMatchObject({ state: 'confirmed' })
  const change = { reservationId: one.reservationId, date, startsAt: seoul(date, '18:30'), party: 2 }
  await link.must('reservation.change', change)
  await link.must('reservation.cancel', { reservationId: one.reservationId })
  const dead = await visitor.call('session.link', { reservationId: one.reservationId, secret })
  expect(dead).toMatchObject({ error: { code: 'not_found' } })
})
