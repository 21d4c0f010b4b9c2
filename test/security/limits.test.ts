import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Deps } from '../../server/core/deps.ts'
import { authenticate } from '../../server/realtime/authenticate.ts'
import type { HubSocket } from '../../server/realtime/types.ts'
import { operations } from '../../shared/contract/index.ts'
import { perVenue } from '../../shared/contract/operation.ts'
import type { Answer, Opened } from '../../shared/contract/wire.ts'
import { connect } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { forgetCounts } from '../support/limits.ts'
import { dateAhead } from '../support/venue.ts'
import { askOverHttp } from './askOverHttp.ts'
import { startProxiedHub } from './proxiedHub.ts'

/** Counted by address whoever asks, and done with at once: the hub knows no provider. */
const counted = 'session.external.begin'
const input = { provider: 'google' } as const
const { points } = operations[counted].limit

let redis: Redis
beforeAll(() => {
  redis = new Redis(`${inject('redisUrl')}/${process.env['VITEST_POOL_ID'] ?? '1'}`)
})
beforeEach(() => forgetCounts(redis))
afterAll(() => redis.disconnect())

async function overHttp(url: string, forwardedFor: string): Promise<string> {
  const { body } = await askOverHttp({ url, address: forwardedFor }, counted, input)
  return (body as { code: string }).code
}

async function overSocket(url: string, forwardedFor: string): Promise<string> {
  const extraHeaders = { 'x-forwarded-for': forwardedFor }
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders })
  const answer: Answer<unknown> = await socket.emitWithAck(counted, { input, requestId: randomUUID() })
  socket.disconnect()
  return answer.ok ? 'ok' : answer.error.code
}

const transports = { http: overHttp, socket: overSocket } as const

/** As often as it may, then once more. */
const exactly = [...Array.from({ length: points }, () => 'not_found'), 'rate_limited']

async function codesOf(ask: (n: number) => Promise<string>, times: number): Promise<string[]> {
  const codes: string[] = []
  for (let n = 0; n < times; n++) codes.push(await ask(n))
  return codes
}

describe.each(Object.entries(transports))('S21, over %s behind one proxy of ours', (_name, ask) => {
  it('the addresses of one IPv6 network are one, to the call, and the next network is another', async () => {
    await using hub = await startProxiedHub(1)
    const within = (n: number) => ask(hub.url, `2001:db8:7:7:${n.toString(16)}::${n + 1}`)
    expect(await codesOf(within, points + 1)).toEqual(exactly)
    expect(await ask(hub.url, '2001:db8:7:8::1')).toBe('not_found')
  })

  it('what a caller writes before the proxy’s own word is not looked at', async () => {
    await using hub = await startProxiedHub(1)
    const spoofed = (n: number) => ask(hub.url, `203.0.113.${n}, 198.51.100.7`)
    expect(await codesOf(spoofed, points + 1)).toEqual(exactly)
    // Nor does it use up the purse of whose address it is.
    expect(await ask(hub.url, '203.0.113.1')).toBe('not_found')
  })

  it('behind two proxies the one before the last is the caller’s', async () => {
    await using hub = await startProxiedHub(2)
    const spoofed = (n: number) => ask(hub.url, `203.0.113.${n}, 198.51.100.8, 10.0.0.${n}`)
    expect(await codesOf(spoofed, points + 1)).toEqual(exactly)
    expect(await ask(hub.url, '203.0.113.1, 198.51.100.9, 10.0.0.1')).toBe('not_found')
  })
})

describe('S21', () => {
  it('a storm on one restaurant is refused from the call after the last it may have, by whomever, but not to its own people, and no other restaurant is held up', async () => {
    await using hub = await startHub({ worker: false })
    const { venueId } = await hub.seedVenue()
    const other = await hub.seedVenue()
    const get = async (id: string, token?: string) => {
      using client = connect(hub.url(0), token)
      const answer = await client.call('venue.get', { venueId: id })
      return answer.ok ? 'ok' : answer.error.code
    }
    expect(await get(venueId)).toBe('ok')
    const [key = ''] = await redis.keys('limit:venue:*')
    // As if so many others had asked meanwhile.
    await redis.incrby(key, perVenue.points - 2)
    const codes = [await get(venueId), await get(venueId), await get(venueId, hub.tokenFor('diner'))]
    expect(codes).toEqual(['ok', 'rate_limited', 'rate_limited'])
    expect(await get(venueId, hub.tokenFor('host', venueId))).toBe('ok')
    expect(await get(other.venueId)).toBe('ok')
  })

  it('an address has one purse for both transports', async () => {
    await using hub = await startProxiedHub(1)
    const inTurn = [overHttp, overSocket]
    const ask = (n: number) => inTurn[n % 2]?.(hub.url, `2001:db8:9::${n + 1}`) ?? Promise.resolve('')
    expect(await codesOf(ask, points + 1)).toEqual(exactly)
    expect(await overSocket(hub.url, '2001:db8:9::1')).toBe('rate_limited')
  })

  it('whoever only looks opens three hundred feeds a minute and not one more', async () => {
    await using hub = await startHub({ worker: false })
    const { venueId } = await hub.seedVenue()
    const place = `${hub.url(0)}/v1/venues/${venueId}/availability/${dateAhead(7)}`
    const statuses: number[] = []
    for (let n = 0; n < 301; n++) statuses.push((await fetch(place)).status)
    expect(statuses).toEqual([...Array.from({ length: 300 }, () => 200), 429])
  })

  it('a socket follows fifty feeds, not one more, and another when it leaves one', async () => {
    await using hub = await startHub({ worker: false })
    const { venueId } = await hub.seedVenue()
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const keys: string[] = []
    const open = async (n: number) => {
      const params = { venueId, date: dateAhead(n + 1) }
      const answer: Answer<Opened> = await client.socket.emitWithAck('feed.open', { feed: 'availability', params })
      if (!answer.ok) return answer.error.code
      keys.push(answer.data.key)
      return 'ok'
    }
    expect(await codesOf(open, 51)).toEqual([...Array.from({ length: 50 }, () => 'ok'), 'rate_limited'])
    await client.socket.emitWithAck('feed.close', { key: keys[0] })
    expect(await open(50)).toBe('ok')
  })

  it('a socket has sixty-four calls open at most; what is over is refused, and it goes on', async () => {
    await using hub = await startHub({ worker: false })
    const { venueId } = await hub.seedVenue()
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const many = (count: number) =>
      Promise.all(Array.from({ length: count }, () => client.call('venue.get', { venueId })))
    // A node that has just started has few connections to its database, and is busy for that too.
    await many(30)
    const answers = await many(200)
    const busy = answers.filter((answer) => !answer.ok)
    expect(new Set(busy.map(({ error }) => error.code))).toEqual(new Set(['busy']))
    expect(answers.length - busy.length).toBeGreaterThanOrEqual(64)
    expect((await client.call('venue.get', { venueId })).ok).toBe(true)
  })
})

describe('S21: the sockets of one address at a node', () => {
  const most = 20_000

  /** What a connection is to whoever counts it. */
  function knock(at: ReturnType<typeof authenticate>, address: string) {
    const closed: (() => void)[] = []
    const conn = { once: (_event: string, listener: () => void) => closed.push(listener) }
    const socket = { handshake: { auth: {}, address, headers: {} }, conn } as unknown as HubSocket
    const refusal = new Promise<string | null>((resolve) => {
      at(socket, (error) =>
        resolve(error === undefined ? null : (error as Error & { data: { code: string } }).data.code),
      )
    })
    return { refusal, close: () => closed.forEach((listener) => listener()) }
  }

  it('are twenty thousand and not one more, until one closes; another address has its own', async () => {
    const deps = { config: { trustProxy: 0 }, collections: {} } as unknown as Deps
    const at = authenticate(deps)
    const all = Array.from({ length: most }, (_, n) => knock(at, `2001:db8:1:1::${n.toString(16)}`))
    expect(new Set(await Promise.all(all.map(({ refusal }) => refusal)))).toEqual(new Set([null]))
    expect(await knock(at, '2001:db8:1:1:ffff::1').refusal).toBe('rate_limited')
    expect(await knock(at, '2001:db8:1:2::1').refusal).toBeNull()
    // Of the two, one was never let in.
    all[0]?.close()
    expect(await knock(at, '2001:db8:1:1:ffff::2').refusal).toBeNull()
    expect(await knock(at, '2001:db8:1:1:ffff::3').refusal).toBe('rate_limited')
  })
})
