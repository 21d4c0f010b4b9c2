import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { ConfigError } from '../config.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** What a connection is for; each fails in its own way when Redis is away. */
export type RedisRole = 'publish' | 'subscribe' | 'limit' | 'produce' | 'work'

const options = {
  // A notice that cannot leave now is worthless later: the beacon makes up for it.
  publish: { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 2000 },
  subscribe: { maxRetriesPerRequest: null },
  // Past this the in-memory limiter decides.
  limit: { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 200, enableAutoPipelining: true },
  // The relay tries again later; a request never waits for a queue.
  produce: { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 2000 },
  work: { maxRetriesPerRequest: null },
} as const satisfies Record<RedisRole, object>

/** The adapter never looks at what `publish` answers; a rejection nobody handles would end the process. */
class QuietPublisher extends Redis {
  private readonly onLost: () => void

  constructor(url: string, how: typeof options.publish, onLost: () => void) {
    super(url, how)
    this.onLost = onLost
  }

  override publish(channel: string | Buffer, message: string | Buffer): Promise<number> {
    return super.publish(channel, message).catch(() => {
      this.onLost()
      return 0
    })
  }
}

/**
 * Nor what its subscriptions answer. Those that never got through end with the connection, which nobody has to hear; one
 * that Redis refuses still ends the process: a node that hears nothing of the others is worse than none.
 */
class QuietSubscriber extends Redis {
  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const answer = super.sendCommand(...sent)
    if (answer instanceof Promise) void answer.catch(this.hear)
    return answer
  }

  private readonly hear = (error: unknown): void => {
    if (this.status !== 'end') throw error
  }
}

/** A connection that reports its errors and never throws them out of nowhere. */
export function connectRedis(
  url: string,
  role: RedisRole,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): Redis {
  const redis = open(url, role, metrics)
  let told = false
  redis.on('ready', () => {
    told = false
  })
  redis.on('error', (err) => {
    // Once per outage; ioredis reports every attempt to come back.
    if (!told) log.warn({ err, reason: role }, 'redis is away')
    told = true
  })
  return redis
}

function open(url: string, role: RedisRole, metrics: Metrics): Redis {
  if (role === 'publish') return new QuietPublisher(url, options.publish, metrics.noticeLost)
  return role === 'subscribe' ? new QuietSubscriber(url, options.subscribe) : new Redis(url, options[role])
}

/** Redis does not know the user or the password, or was given none. */
const refused = /^(?:WRONGPASS|NOAUTH) /

/**
 * Waits for the first connection, and not longer: Redis may be away, and what uses it does without.
 *
 * @param variable that its address came from
 * @throws ConfigError when it is there and refuses the user or its password
 */
export async function connected(redis: Redis, variable: 'REDIS_URL' | 'REDIS_QUEUE_URL', ms: number): Promise<void> {
  if (redis.status === 'ready') return
  const ready = new AbortController()
  const is = once(redis, 'ready', { signal: ready.signal }).catch((error: unknown) => {
    if (!(error instanceof Error && refused.test(error.message))) return
    // Without its cause: that holds the command that was refused, and with it the password.
    throw new ConfigError(`${variable}: Redis refuses the user or its password`)
  })
  await Promise.race([is, sleep(ms, undefined, { ref: false })])
  ready.abort()
}
