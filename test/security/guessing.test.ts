import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { AppError } from '../../server/core/appError.ts'
import { guardCode, guardPassword } from '../../server/core/identity/loginGuard.ts'
import { hashPassword } from '../../server/core/identity/passwords.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createLimits, type Limits } from '../../server/core/infra/limits.ts'
import { operations } from '../../shared/contract/index.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { forgetCounts } from '../support/limits.ts'
import { askOverHttp } from './askOverHttp.ts'
import { startProxiedHub } from './proxiedHub.ts'

/** As `loginGuard.ts` has them, in a quarter of an hour: for one account from one address, and from anywhere. */
const fromHere = 10
const fromAnywhere = 50
/** Over all accounts and addresses; and from one address while there are more. */
const everywhere = 3000
const besieged = 3

let redis: Redis
beforeAll(() => {
  redis = new Redis(`${inject('redisUrl')}/${process.env['VITEST_POOL_ID'] ?? '1'}`)
})
beforeEach(() => forgetCounts(redis))
afterAll(() => redis.disconnect())

const addressOf = (n: number) => `198.51.${n >> 8}.${n & 255}`

/** How many guesses came as far as being compared, of so many that were made at once. */
async function compared(times: number, guess: (n: number, compare: () => void) => Promise<unknown>): Promise<number> {
  let count = 0
  const outcomes = Array.from({ length: times }, (_, n) =>
    guess(n, () => void count++).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'rate_limited') throw error
    }),
  )
  await Promise.all(outcomes)
  return count
}

async function guess(limits: Limits, emailIndex: string, address: string, compare: () => void, known = false) {
  return guardPassword({ limits }, { emailIndex, address, known }, async () => {
    compare()
    return null
  })
}

const letIn = (limits: Limits, emailIndex: string, address: string, known: boolean) =>
  guardPassword({ limits }, { emailIndex, address, known }, async () => 'in')

it('S9: of ten thousand guesses from one address ten are compared, and of ten thousand from five hundred fifty', {
  timeout: 180_000,
}, async () => {
  const limits = createLimits(redis, 'test')
  const [one, many] = [newId(), newId()]
  expect(await compared(10_000, (_n, compare) => guess(limits, one, addressOf(0), compare))).toBe(fromHere)
  expect(await compared(10_000, (n, compare) => guess(limits, many, addressOf(n % 500), compare))).toBe(fromAnywhere)
})

it('S9: control: a guard that counts after comparing has let all of them through by then', async () => {
  const limits = createLimits(redis, 'test')
  const address = addressOf(0)
  const counted = await compared(1000, async (_n, compare) => {
    compare()
    await limits.take('login.here', { points: fromHere, perSeconds: 900 }, address)
  })
  expect(counted).toBe(1000)
})

it('S9: a strangers’ siege of an account keeps its owner’s own device out nowhere, nor any other account', async () => {
  const limits = createLimits(redis, 'test')
  const account = newId()
  await compared(1000, (n, compare) => guess(limits, account, addressOf(n % 500), compare))
  expect(await letIn(limits, account, addressOf(9_000), true)).toBe('in')
  expect(await letIn(limits, newId(), addressOf(1), false)).toBe('in')
  await expect(letIn(limits, account, addressOf(9_000), false)).rejects.toMatchObject({ code: 'rate_limited' })
})

/** A list of accounts and passwords, each tried once, each from an address of its own. */
const list = (limits: Limits, length: number) =>
  compared(length, (n, compare) => guess(limits, newId(), addressOf(n), compare))

it('S9: a list of accounts that is tried from everywhere costs each address all but three guesses from the first too many on', async () => {
  const limits = createLimits(redis, 'test')
  const from = (address: string) => compared(besieged + 20, (_n, compare) => guess(limits, newId(), address, compare))
  expect(await list(limits, everywhere - besieged - 20)).toBe(everywhere - besieged - 20)
  expect(await from('203.0.113.1')).toBe(besieged + 20)
  expect(await from('203.0.113.2')).toBe(besieged)
})

it('S9: such a list keeps nobody out who knows their password, nor a device that is known; and they do not count', async () => {
  const limits = createLimits(redis, 'test')
  for (let n = 0; n < besieged + 5; n++) expect(await letIn(limits, newId(), '203.0.113.3', false)).toBe('in')
  await list(limits, everywhere + 1)
  for (let n = 0; n < besieged + 5; n++) expect(await letIn(limits, newId(), '203.0.113.3', false)).toBe('in')
  const knownCount = await compared(5, (_n, compare) => guess(limits, newId(), '203.0.113.4', compare, true))
  expect(knownCount).toBe(5)
})

it('S9: who goes on guessing waits longer each time', async () => {
  const limits = createLimits(redis, 'test')
  const [account, address] = [newId(), addressOf(7)]
  const pass = async (seconds: number) => redis.del(await redis.keys(`limit:login.here.${seconds}:*`))
  const wrongTenTimes = async () => {
    expect(await compared(10, (_n, compare) => guess(limits, account, address, compare, true))).toBe(10)
  }
  const quartersToWait = async () => {
    const refused = guess(limits, account, address, () => undefined, true).then(() => null)
    const failure: unknown = await refused.catch((error: unknown) => error)
    return failure instanceof AppError ? Math.ceil((failure.toBody().retryAfterMs ?? 0) / 900_000) : null
  }
  await wrongTenTimes()
  expect(await quartersToWait()).toBe(1)
  await pass(900)
  await wrongTenTimes()
  await pass(900)
  expect(await quartersToWait()).toBe(8)
  for (let n = 0; n < 2; n++) {
    await pass(900)
    await pass(7200)
    await wrongTenTimes()
  }
  await pass(900)
  await pass(7200)
  expect(await quartersToWait()).toBe(96)
})

it('S9: who is known is held up as well where their own address is the one that guesses', async () => {
  const limits = createLimits(redis, 'test')
  const account = newId()
  await compared(100, (_n, compare) => guess(limits, account, addressOf(3), compare, true))
  await expect(letIn(limits, account, addressOf(3), true)).rejects.toMatchObject({ code: 'rate_limited' })
})

it('S9: of ten thousand codes of a second factor five are compared, from wherever they come', async () => {
  const limits = createLimits(redis, 'test')
  const account = newId()
  const counted = await compared(10_000, (_n, compare) =>
    guardCode({ limits }, account, async () => {
      compare()
      return false
    }),
  )
  expect(counted).toBe(5)
})

const password = 'a table by the window'

async function accountAt(hub: Pick<TestHub, 'openAccount' | 'secrets'>): Promise<string> {
  const _id = newId()
  await hub.openAccount({ _id, passwordHash: await hashPassword(password) })
  return `${_id}@example.com`
}

it('S9: at the hub, an address has ten wrong passwords for an account, and then the right one waits too', async () => {
  await using hub = await startHub({ worker: false })
  const email = await accountAt(hub)
  const login = async (given: string) => {
    const { status, body } = await askOverHttp({ url: hub.url(0) }, 'session.login', { email, password: given })
    return status === 200 ? 'ok' : (body as { code: string }).code
  }
  const codes: string[] = []
  for (let n = 0; n <= fromHere; n++) codes.push(await login('a guess at it'))
  expect(codes).toEqual([...Array.from({ length: fromHere }, () => 'wrong_credentials'), 'rate_limited'])
  expect(await login(password)).toBe('rate_limited')
})

it('S9: an address that tries one password on many accounts is through sixty of them in a minute', async () => {
  await using hub = await startProxiedHub(1)
  const { points } = operations['session.login'].limit
  const asker = { url: hub.url, address: '203.0.113.9' }
  const codes: string[] = []
  // Not all at once: a node that has no time to hear Redis counts for itself for as long.
  for (let n = 0; n < points + 20; n += 10) {
    const some = Array.from({ length: 10 }, async (_, i) => {
      const { body } = await askOverHttp(asker, 'session.login', { email: `somebody${n + i}@example.com`, password })
      return (body as { code: string }).code
    })
    codes.push(...(await Promise.all(some)))
  }
  expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(points)
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(20)
})
