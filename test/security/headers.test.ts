import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountDocument } from '../../server/core/identity/documents.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import { errorBodySchema } from '../../shared/contract/errors.ts'
import { feedNames, feeds } from '../../shared/contract/feeds.ts'
import { operationNames, operations } from '../../shared/contract/index.ts'
import { feedSamples, paperWorld, sampleOf } from '../contract/samples.ts'
import { openAccount } from '../support/account.ts'
import { makeSecrets } from '../support/secrets.ts'
import { startReplicaSet, type TestReplicaSet } from '../support/servers.ts'
import { askOverHttp } from './askOverHttp.ts'
import { type Fleet, type FleetProcess, startFleet } from './fleet.ts'

/** What every response says, whatever it is about. */
const always = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

/** Only our own scripts run, and nothing is loaded from elsewhere. */
const ownPagesOnly = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "base-uri 'self'",
  "font-src 'self' https: data:",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "object-src 'none'",
  "script-src 'self'",
  "script-src-attr 'none'",
].toSorted()

/** Says who serves, or lets others read along. */
const never = ['x-powered-by', 'server', 'x-aspnet-version', 'set-cookie', 'access-control-allow-origin', 'via']

/** Traces of what is inside. */
const traces =
  /\bat \S+ \(|\.(?:ts|js):\d+|node_modules|\/(?:server|home|root|work)\/|Mongo|ioredis|\bstack\b|TypeError/

const secrets = makeSecrets()
/** Of whoever may try anything: what is refused then is refused by what it is about. Another session each time. */
function anybodysToken(): string {
  const grants = [
    { role: 'diner', venueId: null },
    { role: 'admin', venueId: null },
    { role: 'manager', venueId: paperWorld.venueId },
  ] as const
  return createTokens(secrets).sign({ key: `account:${newId()}`, sessionId: newId(), grants }, Date.now()).token
}

const plain = ['/health/live', '/health/ready', '/metrics', '/.well-known/jwks.json']
const files = ['/docs/openapi.json', '/docs/asyncapi.json', '/docs/start.js', '/docs/swagger-ui.css']
const screens = ['/', '/robots.txt', '/sitemap.xml', `/v/${paperWorld.venueId}`, '/reservations', '/login', '/account']
const nothing = ['/no/such/page', '/v1/no/such/operation', '/v1', '/.env', '/pictures/x.webp', '/%FF', '/docs/x']

let mongo: TestReplicaSet
let fleet: Fleet
let node: FleetProcess
beforeAll(async () => {
  mongo = await startReplicaSet({ members: 1 })
  fleet = await startFleet({ mongoUri: mongo.uri })
  node = await fleet.start('hub', secrets)
}, 120_000)
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await mongo[Symbol.asyncDispose]()
}, 60_000)

/** One route, asked so that it answers something. */
interface Route {
  readonly method: string
  readonly path: string
  readonly body?: string
}

const contractRoutes: readonly Route[] = [
  ...operationNames.map((name) => routeOf(operations[name].http, sampleOf(name, paperWorld))),
  ...feedNames.map((name) => routeOf({ method: 'get', path: feeds[name].path }, feedSamples[name](paperWorld))),
]

function routeOf({ method, path }: { method: string; path: string }, input: object): Route {
  const left = { ...input } as Record<string, unknown>
  const filled = path.replaceAll(/:(\w+)/g, (_whole, field: string) => {
    const value = String(left[field])
    delete left[field]
    return encodeURIComponent(value)
  })
  if (method === 'post' || method === 'put') return { method, path: `/v1${filled}`, body: JSON.stringify(left) }
  return { method, path: `/v1${filled}?${new URLSearchParams(left as Record<string, string>)}` }
}

async function ask({ method, path, body }: Route, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'a-request-of-the-headers', ...more }
  return fetch(`${node.url}${path}`, { method: method.toUpperCase(), headers, ...(body !== undefined && { body }) })
}

function isSound(response: Response): void {
  const told = Object.fromEntries(response.headers)
  expect(told).toMatchObject(always)
  expect(told['content-security-policy']?.split(/; ?/).toSorted()).toEqual(ownPagesOnly)
  for (const name of never) expect(told).not.toHaveProperty(name)
}

async function isProblem(response: Response): Promise<string> {
  const text = await response.text()
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(text).not.toMatch(traces)
  const { type, title, status, detail, ...body } = JSON.parse(text) as Record<string, unknown>
  expect([typeof type, typeof title, status, typeof detail]).toEqual(['string', 'string', response.status, 'string'])
  return errorBodySchema.parse(body).code
}

const named = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const)

describe('S39, in production: the headers of', () => {
  it.each(named(contractRoutes))('%s', async (_name, route) => {
    const response = await ask(route, { authorization: `Bearer ${anybodysToken()}` })
    isSound(response)
    expect(response.headers.get('cache-control')).toMatch(/^(?:no-store|private, no-cache)$/)
    if (!response.ok) await isProblem(response)
  })

  it.each([...plain, ...files, ...screens, ...nothing])('GET %s', async (path) => {
    const response = await ask({ method: 'get', path })
    if (nothing.includes(path)) await isProblem(response)
    else if (!screens.includes(path)) expect(response.status).toBe(200)
    isSound(response)
  })
})

describe('S39, in production: the reference', () => {
  it.each(['/docs/', '/docs/events'])('%s loads nothing but what it needs', async (path) => {
    const response = await ask({ method: 'get', path })
    expect([response.status, Object.fromEntries(response.headers)]).toMatchObject([200, always])
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; /,
    )
  })
})

describe('S39, in production: no error tells of the inside, from', () => {
  it.each(named(contractRoutes))('%s', async (_name, route) => {
    const wrong = [
      await ask(route, { authorization: 'Bearer a.b.c' }),
      await ask(route, { authorization: `Basic ${anybodysToken()}` }),
      ...(route.body === undefined
        ? []
        : [await ask({ ...route, body: '{"a":' }), await ask({ ...route, body: '[]' })]),
    ]
    for (const response of wrong) {
      isSound(response)
      await isProblem(response)
    }
  })

  it('a fault inside, nor does a body that is too large', async () => {
    const { account, session } = await openAccount({ db: fleet.db, secrets, tokens: createTokens(secrets) })
    await fleet.db
      .collection<AccountDocument>('accounts')
      .updateOne({ _id: account._id }, { $set: { name: 'test.a.b.c' } })
    const fault = await ask({ method: 'get', path: '/v1/account' }, { authorization: `Bearer ${session.token}` })
    isSound(fault)
    expect([fault.status, await isProblem(fault)]).toEqual([500, 'internal'])
    const large = await ask({
      method: 'post',
      path: '/v1/sessions',
      body: JSON.stringify({ email: 'x'.repeat(40_000) }),
    })
    expect([large.status, await isProblem(large)]).toEqual([413, 'payload_too_large'])
  })

  it('any route while the database is away', async () => {
    const [member] = mongo.members
    await member?.kill9()
    const answers = await Promise.all(
      operationNames.map(async (name) => ({
        name,
        ...(await askOverHttp({ url: node.url, token: anybodysToken() }, name, sampleOf(name, paperWorld))),
      })),
    )
    await member?.restart()
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses]).toContain(503)
    for (const { name, body } of answers) {
      expect(JSON.stringify(body), name).not.toMatch(traces)
    }
    expect(node.log()).toMatch(/"level":[45]0/)
  }, 120_000)
})
