import { expect, it } from 'vitest'
import { operations } from '../../shared/contract/index.ts'
import { connect, type TestClient } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { startRedis } from '../support/servers.ts'

const { points } = operations['session.revokeAll'].limit

async function seesRedis(url: string): Promise<boolean> {
  const { redis } = (await (await fetch(`${url}/health/ready`)).json()) as { redis: boolean }
  return redis
}

async function codesOf(clients: readonly TestClient[], times: number): Promise<string[]> {
  const codes: string[] = []
  for (let n = 0; n < times; n++) {
    const answer = await clients[n % clients.length]?.call('session.revokeAll', {})
    codes.push(answer?.ok === true ? 'ok' : (answer?.error.code ?? ''))
  }
  return codes
}

it('an actor is refused exactly the call after the last one they have, counted over all nodes and sockets, and nobody else is', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  for (const node of [0, 1]) await expect.poll(() => seesRedis(hub.url(node))).toBe(true)
  const mine = await hub.openAccount()
  const other = await hub.openAccount()
  using one = connect(hub.url(0), mine.session.token)
  using two = connect(hub.url(1), mine.session.token)
  using theirs = connect(hub.url(0), other.session.token)
  expect(await codesOf([one, two], points + 1)).toEqual([...Array.from({ length: points }, () => 'ok'), 'rate_limited'])
  const refused = await one.call('session.revokeAll', {})
  expect(refused).toMatchObject({ error: { retryable: true, retryAfterMs: expect.any(Number) } })
  expect(await codesOf([theirs], 1)).toEqual(['ok'])
})

it('an address is counted as it is, not as it says it is: a spoofed header opens no second purse', async () => {
  await using hub = await startHub({ worker: false })
  const guests = operations['session.guest'].limit.points
  const open = async (n: number) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${n % 250}` }
    return (await fetch(`${hub.url(0)}/v1/sessions/guest`, { method: 'POST', headers, body: '{}' })).status
  }
  const statuses: number[] = []
  for (let n = 0; n < guests + 1; n++) statuses.push(await open(n))
  expect(statuses.filter((status) => status === 200)).toHaveLength(guests)
  expect(statuses.at(-1)).toBe(429)
})

it('without Redis each node counts for itself, at half the rate, and goes on', async () => {
  await using redis = await startRedis()
  await using hub = await startHub({ worker: false, redisUrl: redis.url })
  const { session } = await hub.openAccount()
  using client = connect(hub.url(0), session.token)
  await client.must('session.list', {})
  await redis.kill9()
  await expect.poll(() => seesRedis(hub.url(0)), { timeout: 20_000 }).toBe(false)
  const codes = await codesOf([client], points)
  expect(codes.filter((code) => code === 'ok')).toHaveLength(points / 2)
})
