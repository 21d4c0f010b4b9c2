import { once } from 'node:events'
import { Redis } from 'ioredis'
import { type Db, MongoClient } from 'mongodb'
import { expect, test } from 'vitest'
import { createFieldCrypt } from '../../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../../server/core/infra/ids.ts'
import { placeOf } from '../../../server/core/infra/sealedFields.ts'
import { createTokens } from '../../../server/core/infra/tokens.ts'
import { collectionsOf } from '../../../server/core/models/collections.ts'
import { type Fleet, type FleetProcess, startFleet } from '../../security/fleet.ts'
import { openAccount } from '../../support/account.ts'
import { makeSecrets } from '../../support/secrets.ts'
import { startVisitors } from '../visitors.ts'
import { type Admission, startGuardedServers } from './guardedServers.ts'

const secrets = makeSecrets()

/** Starts processes, and keeps what each of them wrote. */
function starterOf(fleet: Fleet) {
  const started: FleetProcess[] = []
  return {
    written: () => started.map((process) => process.log()).join('\n'),
    async start(kind: 'hub' | 'worker', { env }: Admission): Promise<FleetProcess> {
      const process = await fleet.start(kind, secrets, { ...env, TRUST_PROXY: '1' })
      started.push(process)
      return process
    },
  }
}

/** Sessions of accounts, by the account's name. */
async function openHolders(db: Db, names: readonly string[]) {
  const parts = { db, secrets, tokens: createTokens(secrets) }
  const crypt = createFieldCrypt(secrets)
  const opened = names.map(async (name) => {
    const _id = newId()
    const sealed = crypt.seal(name, placeOf('accounts', 'name', _id))
    return [name, (await openAccount(parts, { _id, name: sealed })).session] as const
  })
  return new Map(await Promise.all(opened))
}

/** Connections to MongoDB that stand on a user. */
async function standingOn({ client }: Db, user: string): Promise<number> {
  const everyone = { $currentOp: { allUsers: true, idleConnections: true } }
  const found = client.db('admin').aggregate([everyone, { $match: { 'effectiveUsers.user': user } }])
  return (await found.toArray()).length
}

/** Connections to Redis of processes, and of whoever knows their password. */
async function comersTo(redis: Redis): Promise<number> {
  return [...String(await redis.call('CLIENT', 'LIST')).matchAll(/ user=(?:hub|queue) /g)].length
}

/** What Redis says to who comes with this address. */
async function greetingOf(url: string): Promise<string> {
  const redis = new Redis(url, { retryStrategy: () => null })
  const said = await once(redis, 'ready').then(
    () => 'come in',
    (error: Error) => error.message,
  )
  redis.disconnect()
  return said
}

/** Somebody who got hold of a password, came in while it was worth something, and stays. */
async function intrudeWith({ env }: Admission) {
  const mongo = await MongoClient.connect(env.MONGODB_URI)
  const redis = new Redis(env.REDIS_URL, { retryStrategy: () => null })
  await once(redis, 'ready')
  return {
    readMongo: () => mongo.db().collection('accounts').findOne(),
    readRedis: () => redis.get('limit:any'),
    async [Symbol.asyncDispose]() {
      redis.disconnect()
      await mongo.close()
    },
  }
}

/** Everything but log lines that a program wrote before it gave up. */
async function lastWordsOf(fleet: Fleet, file: string, env: Admission['env']) {
  const { code, text } = await fleet.run(file, secrets, env)
  return { code, text, told: text.split('\n').filter((line) => line !== '' && !line.startsWith('{')) }
}

test('D36: passwords of MongoDB and Redis change under load: nobody is logged out, no booking is lost, and the old ones are worth nothing afterwards', {
  timeout: 600_000,
}, async () => {
  await using servers = await startGuardedServers()
  await using fleet = await startFleet({ mongoUri: servers.mongoUri })
  const { db } = fleet
  const { venueId } = await fleet.seedVenue()
  const { start, written } = starterOf(fleet)
  const old = await servers.admit(db)
  const [worker, ...nodes] = await Promise.all([start('worker', old), start('hub', old), start('hub', old)])
  const place = { urls: () => nodes.map(({ url }) => url), venueId }
  const visitors = startVisitors(place, 5, await openHolders(db, ['Ada', 'Grace']))
  await visitors.allRenewed()
  expect(await standingOn(db, old.mongoUser)).toBeGreaterThan(2)

  const fresh = await servers.admit(db)
  const nextWorker = start('worker', fresh)
  for (let restarted = 0; restarted < 2; restarted++) {
    nodes.push(await start('hub', fresh))
    await visitors.allRenewed()
    await nodes.shift()?.stop()
  }
  await nextWorker
  await worker.stop()
  await visitors.allRenewed()
  await expect.poll(() => standingOn(db, old.mongoUser), { timeout: 20_000 }).toBe(0)

  await using intruder = await intrudeWith(old)
  expect(await intruder.readMongo()).toMatchObject({ _id: expect.any(String) })
  expect(await intruder.readRedis()).toBeNull()
  const jobsSoFar = async () => Number(await servers.redis.get('{hub}:couvert:id'))
  const before = { comers: await comersTo(servers.redis), booked: visitors.booked.size, jobs: await jobsSoFar() }
  expect(before.booked).toBeGreaterThan(5)
  await servers.shutOut(db, old)
  await expect(intruder.readMongo()).rejects.toMatchObject({ code: 13 })
  await expect(intruder.readRedis()).rejects.toThrow('Connection is closed')

  // Those who were cut off with the intruder come back, and go on where they were.
  const comers = () => comersTo(servers.redis)
  await expect.poll(comers, { timeout: 20_000 }).toBeGreaterThanOrEqual(before.comers - 1)
  await visitors.allRenewed()
  await expect.poll(() => visitors.booked.size, { timeout: 20_000 }).toBeGreaterThan(before.booked)
  await expect.poll(jobsSoFar, { timeout: 20_000 }).toBeGreaterThan(before.jobs)
  await visitors.stop()
  expect(visitors.failures).toEqual([])
  const { events, reservations } = collectionsOf(fleet)
  await expect.poll(() => events.countDocuments({ done: false }), { timeout: 25_000 }).toBe(0)
  for (const id of visitors.booked.keys()) {
    expect(await reservations.findOne({ _id: id })).toMatchObject({ state: 'confirmed' })
  }
  // The rights of our users were enough for all of it.
  expect(await servers.redis.call('ACL', 'LOG')).toEqual([])

  await expect(MongoClient.connect(old.env.MONGODB_URI)).rejects.toMatchObject({ code: 18 })
  expect(await greetingOf(old.env.REDIS_URL)).toMatch(/^WRONGPASS/)
  expect(await greetingOf(fresh.env.REDIS_URL)).toBe('come in')
  const { MONGODB_URI, REDIS_URL, REDIS_QUEUE_URL } = old.env
  const runs = await Promise.all([
    lastWordsOf(fleet, 'server/main.ts', { ...fresh.env, MONGODB_URI }),
    lastWordsOf(fleet, 'server/main.ts', { ...fresh.env, REDIS_URL }),
    lastWordsOf(fleet, 'workers/main.ts', { ...fresh.env, REDIS_QUEUE_URL }),
  ])
  expect(runs.map(({ code, told }) => ({ code, told }))).toEqual([
    { code: 1, told: ['MONGODB_URI: MongoDB refuses the user or its password'] },
    { code: 1, told: ['REDIS_URL: Redis refuses the user or its password'] },
    { code: 1, told: ['REDIS_QUEUE_URL: Redis refuses the user or its password'] },
  ])
  const everything = [written(), ...runs.map(({ text }) => text)].join('\n')
  for (const { password } of [old, fresh]) expect(everything).not.toContain(password)
})

test('control: passwords taken away before anything was restarted make visitors fail', {
  timeout: 240_000,
}, async () => {
  await using servers = await startGuardedServers()
  await using fleet = await startFleet({ mongoUri: servers.mongoUri })
  const { venueId } = await fleet.seedVenue()
  const { start, written } = starterOf(fleet)
  const old = await servers.admit(fleet.db)
  const node = await start('hub', old)
  const visitors = startVisitors({ urls: () => [node.url], venueId }, 3, new Map())
  await visitors.allRenewed()
  expect(visitors.failures).toEqual([])
  await servers.shutOut(fleet.db, old)
  const ready = async () => (await fetch(`${node.url}/health/ready`)).status
  await expect.poll(ready, { timeout: 20_000 }).toBe(503)
  await expect.poll(() => visitors.failures.length, { timeout: 60_000 }).toBe(3)
  await visitors.stop()
  expect(visitors.failures).toContainEqual(expect.stringMatching(/ 500 .*"internal"/))
  expect(written()).toMatch(/WRONGPASS/)
  expect(written()).not.toContain(old.password)
})
