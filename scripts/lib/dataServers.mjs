import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findServer } from './binaries.mjs'
import { readState, writeState } from './instance.mjs'
import { ensureReplicaSet, FolderInUse, mongoUri, startMongod } from './mongo.mjs'
import { onFreePort } from './ports.mjs'
import { startRedisServer } from './redis.mjs'
import { ensureSecrets } from './secrets.mjs'

const folderReleaseMs = 5_000
const pollMs = 200

/**
 * A server on the data of one folder. The port of the first start is kept by every later one, since others know it.
 *
 * @returns `{ start, port() }`
 */
function onePort(preferred, startOn) {
  let port = null
  const start = async () => {
    if (port !== null) return startOn(port)
    const take = async (free) => {
      const child = await startOn(free)
      port = free
      return child
    }
    return onFreePort(take, preferred)
  }
  return { start, port: () => port }
}

/** After a hard end the last mongod of this folder may still be on its way out. */
async function whenReleased(start) {
  const until = Date.now() + folderReleaseMs
  for (;;) {
    try {
      return await start()
    } catch (error) {
      if (!(error instanceof FolderInUse) || Date.now() > until) throw error
      await sleep(pollMs)
    }
  }
}

/**
 * A set of one member answers a linearizable read when its journal is next written, at the usual 100 ms: each refusal
 * would take as long.
 */
const promptReads = ['--journalCommitInterval', '5']

function mongoIn(folder, binary, preferred) {
  const logFile = join(folder, 'logs', 'mongod.log')
  return onePort(preferred, async (port) => {
    const options = { binary, folder: join(folder, 'mongo'), port, logFile, extraArgs: promptReads }
    const child = await whenReleased(() => startMongod(options))
    await ensureReplicaSet([port])
    return child
  })
}

function redisIn(folder, binary, preferred) {
  const logFile = join(folder, 'logs', 'redis.log')
  const options = { binary, folder: join(folder, 'redis'), logFile, durable: true }
  return onePort(preferred, (port) => startRedisServer({ ...options, port }))
}

/**
 * MongoDB, Redis and the secrets of a data folder; addresses in `given` are used instead of servers of our own.
 *
 * @param {string} folder
 * @param {Record<string, string | undefined>} given `MONGODB_URI`, `REDIS_URL`, `REDIS_QUEUE_URL`, `SECRETS_FILE`
 * @param {(name: string, start: () => Promise<object>) => Promise<unknown>} launch starts a server and keeps it
 * @returns the environment that every process on this data needs
 */
export async function startDataServers(folder, given, launch) {
  const { ports = {} } = readState(folder)
  const mongo = given.MONGODB_URI ? null : mongoIn(folder, await findServer('mongod'), ports.mongo)
  const redis = given.REDIS_URL ? null : redisIn(folder, await findServer('redis'), ports.redis)
  if (mongo) await launch('MongoDB', mongo.start)
  if (redis) await launch('Redis', redis.start)
  const redisUrl = redis ? `redis://127.0.0.1:${redis.port()}` : given.REDIS_URL
  const secretsFile = given.SECRETS_FILE || join(folder, 'secrets.json')
  if (!given.SECRETS_FILE) ensureSecrets(secretsFile, { demo: true })
  const env = {
    MONGODB_URI: mongo ? mongoUri([mongo.port()], 'couvert') : given.MONGODB_URI,
    REDIS_URL: redisUrl,
    REDIS_QUEUE_URL: given.REDIS_QUEUE_URL || redisUrl,
    SECRETS_FILE: secretsFile,
  }
  writeState(folder, { ports: { mongo: mongo?.port() ?? ports.mongo, redis: redis?.port() ?? ports.redis }, env })
  return env
}
