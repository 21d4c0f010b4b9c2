import { createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimit } from '../../../shared/contract/operation.ts'
import { AppError } from '../appError.ts'

export interface Limits {
  /** Counts one call. @throws AppError `rate_limited` */
  take(operation: string, limit: RateLimit, who: string): Promise<void>
}

/**
 * Limits counted in Redis for all nodes; while it is away each node counts for itself, at half the rate. Keys are
 * hashes: addresses are personal data.
 */
export function createLimits(redis: Redis, hashKey: string): Limits {
  const limiters = new Map<string, RateLimiterAbstract>()

  function limiterOf(operation: string, { points, perSeconds }: RateLimit): RateLimiterAbstract {
    const known = limiters.get(operation)
    if (known !== undefined) return known
    const keyPrefix = `limit:${operation}`
    const insurance = new RateLimiterMemory({ keyPrefix, points: Math.ceil(points / 2), duration: perSeconds })
    const limiter = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix,
      points,
      duration: perSeconds,
      insuranceLimiter: insurance,
      rejectIfRedisNotReady: true,
    })
    limiters.set(operation, limiter)
    return limiter
  }

  return {
    async take(operation, limit, who) {
      const key = createHmac('sha256', hashKey).update(who).digest('base64url').slice(0, 22)
      try {
        await limiterOf(operation, limit).consume(key)
      } catch (refused) {
        if (refused instanceof RateLimiterRes) {
          throw new AppError('rate_limited', { retryAfterMs: refused.msBeforeNext })
        }
        throw refused
      }
    },
  }
}
