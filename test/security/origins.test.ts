import { request } from 'node:http'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { ErrorBody } from '../../shared/contract/errors.ts'
import { operationNames, operations } from '../../shared/contract/index.ts'
import { paperWorld, sampleOf } from '../contract/samples.ts'
import { type ProxiedHub, startProxiedHub } from './proxiedHub.ts'

const friend = 'https://table.example'

let hub: ProxiedHub
beforeAll(async () => {
  hub = await startProxiedHub(0, [friend])
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Not the one that was named: beside it, below it, after it, before it, encrypted otherwise, or on another port. */
const strangers = [
  'https://evil.example',
  'null',
  'https://www.table.example',
  'https://table.example.evil.example',
  'https://eviltable.example',
  'https://table.example:8443',
  'http://table.example',
  'https://table.example/',
  'https://TABLE.example',
  'https://table.example, https://evil.example',
  '*',
  '',
]

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** What becomes of a connection that is asked for like this: `open`, or the status it was refused with. */
function knock(transport: 'websocket' | 'polling', origin: string | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { ...(transport === 'websocket' && upgrade), ...(origin !== null && { origin }) }
    const ask = request(`${hub.url}/socket.io/?EIO=4&transport=${transport}`, { headers })
    ask.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve('open')
    })
    ask.on('response', (response) => {
      response.resume()
      const told = response.headers['access-control-allow-origin']
      resolve(`refused ${response.statusCode}${told === undefined ? '' : ` and told ${told}`}`)
    })
    ask.on('error', reject)
    ask.end()
  })
}

describe('S20: a websocket', () => {
  it('is had by the origin that was named, by our own page, and by what is no browser', async () => {
    for (const origin of [friend, hub.url, null]) expect(await knock('websocket', origin)).toBe('open')
  })

  test.each(strangers)('is not had by %s', async (origin) => {
    expect(await knock('websocket', origin)).toMatch(/^refused 4\d\d$/)
  })

  it('is not to be had by polling, for whomever', async () => {
    for (const origin of [friend, hub.url, null, ...strangers]) {
      expect(await knock('polling', origin)).toMatch(/^refused 4\d\d$/)
    }
  })

  it('without an origin says nothing that needs a token, and a cookie is none', async () => {
    const socket = io(hub.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: 'token=a; session=b', authorization: 'Bearer a.b.c' },
    })
    for (const name of operationNames.filter((it) => operations[it].policy.anonymous === undefined)) {
      const answer = await socket.emitWithAck(name, {
        input: sampleOf(name, paperWorld),
        requestId: 'a-request-of-ours',
      })
      expect((answer.error as ErrorBody).code, name).toBe('unauthenticated')
    }
    socket.disconnect()
  })
})

describe('S20: over HTTP', () => {
  test.each([friend, ...strangers])('no page of %s may read an answer, nor ask before', async (origin) => {
    const shape = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
    const tries = [
      ['GET', '/v1/venues'],
      ['POST', '/v1/sessions/guest'],
      ['OPTIONS', '/v1/sessions/guest'],
      ['GET', '/v1/no/such/operation'],
    ] as const
    for (const [method, path] of tries) {
      const allowed = await new Promise<readonly string[]>((resolve, reject) => {
        const ask = request(`${hub.url}${path}`, { method, headers: shape }, (response) => {
          response.resume()
          resolve(Object.keys(response.headers).filter((name) => name.startsWith('access-control-')))
        })
        ask.on('error', reject)
        ask.end()
      })
      expect(allowed, `${method} ${path}`).toEqual([])
    }
  })

  it('a cookie is nobody’s session, and none is given', async () => {
    const response = await fetch(`${hub.url}/v1/account`, { headers: { cookie: 'token=a; session=b' } })
    expect(response.status).toBe(401)
    const opened = await fetch(`${hub.url}/v1/sessions/guest`, { method: 'POST' })
    expect([opened.status, opened.headers.get('set-cookie')]).toEqual([200, null])
  })
})
