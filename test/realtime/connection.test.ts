import { request } from 'node:http'
import jwt from 'jsonwebtoken'
import { io } from 'socket.io-client'
import { expect, it, vi } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import { connect, heard } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { makeSecrets } from '../support/secrets.ts'
import { dateAhead, seoul } from '../support/venue.ts'

/** What the hub says to a connection with this token: `connected`, or the code of its refusal. */
async function greeting(url: string, token: string): Promise<string> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } })
  try {
    return await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'))
      socket.once('connect_error', (error) =>
        resolve((error as { data?: { code: string } }).data?.code ?? error.message),
      )
    })
  } finally {
    socket.disconnect()
  }
}

it('a token that is forged, expired, of another hub or no token at all is refused by its code', async () => {
  await using hub = await startHub({ worker: false })
  const strangers = createTokens(makeSecrets())
  const actor = { key: `guest:${newId()}`, sessionId: newId(), grants: [{ role: 'guest', venueId: null }] } as const
  const good = hub.tokenFor('guest')
  const [head = '', body = '', signature = ''] = good.split('.')
  const unsigned = jwt.sign(jwt.decode(good) as object, '', { algorithm: 'none' })
  expect(await greeting(hub.url(0), good)).toBe('connected')
  expect(await greeting(hub.url(0), hub.tokenFor('guest', undefined, undefined, Date.now() - 3_600_000))).toBe(
    'token_expired',
  )
  for (const bad of [
    strangers.sign(actor, Date.now()).token,
    unsigned,
    `${head}.${body}.`,
    `${head}.${body}x.${signature}`,
    'x',
    'a.b.c',
    'x'.repeat(10_000),
  ]) {
    expect(await greeting(hub.url(0), bad)).toBe('unauthenticated')
    const response = await fetch(`${hub.url(0)}/v1/reservations`, { headers: { authorization: `Bearer ${bad}` } })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, 'unauthenticated'])
  }
})

it('a socket whose token runs out is told and cut; renewed in time it goes on', async () => {
  await using hub = await startHub({ worker: false })
  // Fifteen minutes less two seconds ago: it has two seconds left.
  const signedAt = Date.now() - (15 * 60 - 3) * 1000
  using ends = connect(hub.url(0), hub.tokenFor('guest', undefined, undefined, signedAt))
  using visitor = connect(hub.url(0))
  const { actor, refreshToken } = await visitor.must('session.guest', {})
  using goesOn = connect(hub.url(0), hub.tokenFor('guest', undefined, actor.replace('guest:', ''), signedAt))
  const ended = heard(ends.socket, 'session.ended')
  const cut = heard(ends.socket, 'disconnect')
  await goesOn.must('session.renew', { refreshToken: String(refreshToken) })
  expect((await ended)[0]).toMatchObject({ error: { code: 'token_expired' } })
  await cut
  expect(goesOn.socket.connected).toBe(true)
})

it('a browser of another origin gets no websocket; the hub’s own page and programs do', async () => {
  await using hub = await startHub({ worker: false })
  const answer = (origin?: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      }
      const ask = request(`${hub.url(0)}/socket.io/?EIO=4&transport=websocket`, {
        headers: { ...headers, ...(origin !== undefined && { origin }) },
      })
      ask.on('upgrade', (_response, socket) => {
        socket.destroy()
        resolve('open')
      })
      ask.on('response', () => resolve('refused'))
      ask.on('error', reject)
      ask.end()
    })
  expect(await answer()).toBe('open')
  expect(await answer(hub.url(0))).toBe('open')
  for (const evil of ['https://evil.example', 'null', `${hub.url(0)}.evil.example`, 'http://localhost.evil.example']) {
    expect(await answer(evil)).toBe('refused')
  }
})

it('a node that is told to stop answers what is open, tells its clients when to come back, and goes', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId } = await hub.seedVenue()
  const date = dateAhead(7)
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  await heard(diner.socket, 'connect')
  const drained = heard(diner.socket, 'server.drain')
  const gone = heard(diner.socket, 'disconnect')
  const open = diner.call('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  const [held] = await Promise.all([open, drained, gone, hub.nodes[0]?.stop()])
  expect(held.ok).toBe(true)
  expect((await drained)[0]).toEqual({ retryInMs: expect.any(Number) })
  using elsewhere = connect(hub.url(1), hub.tokenFor('guest'))
  expect((await elsewhere.call('venue.get', { venueId })).ok).toBe(true)
  await expect(fetch(hub.url(0))).rejects.toThrow()
})

it('a socket that reads nothing is taken out of its feeds instead of filling the memory, and told once it reads again', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const date = dateAhead(7)
  using slow = connect(hub.url(0))
  await slow.follow({ feed: 'availability', params: { venueId, date } })
  const raw = rawSocketOf(slow.socket)
  const resync = heard(slow.socket, 'feed.resync')
  raw.pause()
  using staff = connect(hub.url(0), hub.tokenFor('host', venueId))
  // Answers a client asks for and never reads pile up as its feeds would, behind some megabytes that the system takes.
  for (let i = 0; i < 40_000; i++) slow.socket.emit('no.such.operation', {}, () => undefined)
  await vi.waitFor(async () => expect(await metricOf(hub.url(0), 'couvert_slow_readers')).toBe(1), 30_000)
  const startsAt = seoul(date, '18:00')
  await staff.must('block.create', {
    venueId,
    date,
    tableIds: ['T1', 'T2', 'T3'],
    startsAt,
    endsAt: seoul(date, '21:00'),
  })
  raw.resume()
  await resync
  const again = await slow.follow({ feed: 'availability', params: { venueId, date } })
  using other = connect(hub.url(0))
  expect(await metricOf(hub.url(0), 'couvert_slow_readers')).toBe(0)
  expect(again.content).toEqual((await other.follow({ feed: 'availability', params: { venueId, date } })).content)
})

interface Raw {
  pause(): void
  resume(): void
  isPaused(): boolean
}

/** The TCP socket below a client, which its types do not show. */
function rawSocketOf(socket: unknown): Raw {
  return (socket as { io: { engine: { transport: { ws: { _socket: Raw } } } } }).io.engine.transport.ws._socket
}

async function metricOf(url: string, name: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text()
  return Number(
    page
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  )
}
