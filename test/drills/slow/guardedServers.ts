import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { type Db, MongoClient } from 'mongodb'
import { ensureReplicaSet, findServer, mongoUri, onFreePort, startMongod } from '../../../scripts/lib/servers.mjs'
import { startRedis } from '../../support/servers.ts'

/** MongoDB and Redis that let nobody in without a password. */
export interface GuardedServers extends AsyncDisposable {
  /** Of the operator, who may do everything; names no database. */
  readonly mongoUri: string
  /** The operator's. */
  readonly redis: Redis
  /** A password that works beside those there are: in MongoDB with a user of its own, in Redis with the users it has. */
  admit(db: Db): Promise<Admission>
  /** Takes it away, and with it every connection that stands on it. */
  shutOut(db: Db, admission: Admission): Promise<void>
}

/** What processes come in with. */
export interface Admission {
  readonly mongoUser: string
  readonly password: string
  readonly env: Readonly<Record<'MONGODB_URI' | 'REDIS_URL' | 'REDIS_QUEUE_URL', string>>
}

/** As docs/operations.md has them: of the Redis for notices and limits, and of the one for queues. Here both are one. */
const redisUsers = {
  hub: [
    ...['resetchannels', '~limit:*', '~present:*', '&socket.io*', '&socket.io#/#*'],
    ...['+@all', '-@admin', '-@dangerous', '+info'],
  ],
  queue: ['resetchannels', '~{hub}:*', '+@all', '-@admin', '-@dangerous', '+info'],
}

const newPassword = (): string => randomBytes(24).toString('base64url')

export async function startGuardedServers(): Promise<GuardedServers> {
  const [mongo, redis] = await Promise.all([startGuardedMongo(), startGuardedRedis()])
  let admitted = 0
  return {
    mongoUri: mongo.uri,
    redis: redis.operator,
    async admit(db) {
      const mongoUser = `hub-${++admitted}`
      const password = newPassword()
      await db.command({ createUser: mongoUser, pwd: password, roles: ['readWrite'] })
      for (const user of Object.keys(redisUsers)) await redis.operator.call('ACL', 'SETUSER', user, `>${password}`)
      const redisUrl = (user: keyof typeof redisUsers) => `redis://${user}:${password}@127.0.0.1:${redis.port}`
      const env = {
        MONGODB_URI: `mongodb://${mongoUser}:${password}@${mongo.host}/${db.databaseName}?replicaSet=couvert`,
        REDIS_URL: redisUrl('hub'),
        REDIS_QUEUE_URL: redisUrl('queue'),
      }
      return { mongoUser, password, env }
    },
    async shutOut(db, { mongoUser, password }) {
      await db.command({ dropUser: mongoUser })
      for (const user of Object.keys(redisUsers)) {
        await redis.operator.call('ACL', 'SETUSER', user, `<${password}`)
        await redis.operator.call('CLIENT', 'KILL', 'USER', user)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([mongo[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()])
    },
  }
}

/** A set of one member. It is made without guard, given its operator, and started anew with the guard. */
async function startGuardedMongo() {
  const folder = await mkdtemp(join(tmpdir(), `couvert-test-${process.pid}-guarded-`))
  const keyFile = join(folder, 'key')
  await writeFile(keyFile, randomBytes(48).toString('base64'), { mode: 0o600 })
  const binary = await findServer('mongod')
  const start = (port: number, extraArgs: readonly string[]) =>
    startMongod({
      binary,
      folder: join(folder, 'data'),
      port,
      logFile: join(folder, 'mongod.log'),
      extraArgs: ['--setParameter', 'diagnosticDataCollectionEnabled=false', ...extraArgs],
      deathSignal: 'KILL',
    })
  const { port, child: open } = await onFreePort(async (free) => ({ port: free, child: await start(free, []) }))
  await ensureReplicaSet([port])
  const password = newPassword()
  const client = await MongoClient.connect(mongoUri([port]))
  await client.db('admin').command({ createUser: 'operator', pwd: password, roles: ['root'] })
  await client.close()
  await open.stop({ asking: 'SIGKILL' })
  const child = await start(port, ['--auth', '--keyFile', keyFile])
  const host = `127.0.0.1:${port}`
  return {
    host,
    uri: `mongodb://operator:${password}@${host}/?replicaSet=couvert&authSource=admin`,
    async [Symbol.asyncDispose]() {
      await child.stop({ asking: 'SIGKILL' })
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startGuardedRedis() {
  const server = await startRedis()
  const password = newPassword()
  const open = new Redis(server.url)
  await open.call('ACL', 'SETUSER', 'operator', 'on', '~*', '&*', '+@all', `>${password}`)
  for (const [user, rights] of Object.entries(redisUsers)) await open.call('ACL', 'SETUSER', user, 'on', ...rights)
  await open.call('ACL', 'SETUSER', 'default', 'off')
  open.disconnect()
  const operator = new Redis({ port: server.port, username: 'operator', password })
  return {
    port: server.port,
    operator,
    async [Symbol.asyncDispose]() {
      operator.disconnect()
      await server[Symbol.asyncDispose]()
    },
  }
}
