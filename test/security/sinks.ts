import { connect as connectTcp } from 'node:net'
import { Redis } from 'ioredis'
import { BSON, type Db } from 'mongodb'

/** Everything that Redis is told by anybody: commands with their keys, values, channels and messages. */
export interface RedisMonitor extends Disposable {
  heard(): string
}

/** By hand: ioredis 6 loses step when commands are heard before MONITOR is answered. */
export async function monitorRedis(url: string): Promise<RedisMonitor> {
  const { hostname, port } = new URL(url)
  const socket = connectTcp(Number(port), hostname)
  const parts: string[] = []
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      parts.push(chunk.toString('latin1'))
      resolve()
    })
    socket.write('MONITOR\r\n')
  })
  return {
    heard: () => parts.join(''),
    [Symbol.dispose]: () => void socket.destroy(),
  }
}

/** Every key, value and channel that Redis has now. */
export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url)
  const found: unknown[] = [await redis.pubsub('CHANNELS', '*')]
  for (const key of await redis.keys('*')) {
    const read = readers[await redis.type(key)]
    found.push(key, read === undefined ? null : await read(redis, key))
  }
  redis.disconnect()
  return JSON.stringify(found)
}

const readers: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.call('ZRANGE', key, '0', '-1', 'WITHSCORES'),
  stream: (redis, key) => redis.call('XRANGE', key, '-', '+'),
}

/** Every document of every collection as text, by collection. */
export async function dumpMongo(db: Db): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const { name } of await db.listCollections().toArray()) {
    found.set(name, BSON.EJSON.stringify(await db.collection(name).find().toArray()))
  }
  return found
}

/** What of all this occurs in a text, once each; in any case of letters and also as base64, hexadecimal and URLs have it. */
export function leaksIn(text: string, words: readonly string[]): readonly string[] {
  const lower = text.toLowerCase()
  return words.filter((word) => shapesOf(word).some((shape) => lower.includes(shape.toLowerCase())))
}

function shapesOf(word: string): readonly string[] {
  const bytes = Buffer.from(word)
  // Whole groups of three bytes from the first on: what base64 of any text that begins with the word shows.
  const base64 = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64url')
  return [word, encodeURIComponent(word), bytes.toString('hex'), ...(base64.length < 8 ? [] : [base64])]
}
