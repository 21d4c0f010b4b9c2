import { createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimit } from '../../../shared/contract/operation.ts'
import { AppError } from '../appError.ts'

/** What a limit still lets through. */
export interface Left {
  readonly remaining: number
  /** Until it is whole again. */
  readonly resetMs: number
}

export interface Limits {
  /** Counts one call. @throws AppError `rate_limited`; nothing is left, and `retryAfterMs` says for how long */
  take(operation: string, limit: RateLimit, who: string): Promise<Left>
  /** Takes one call back: only what goes wrong was to count. */
  giveBack(operation: string, limit: RateLimit, who: string): Promise<void>
  /** Begins anew. */
  forget(operation: string, limit: RateLimit, who: string): Promise<void>
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

  function keyOf(who: string): string {
    return createHmac('sha256', hashKey).update(who).digest('base64url').slice(0, 22)
  }

  return {
    async giveBack(operation, limit, who) {
      await limiterOf(operation, limit).reward(keyOf(who))
    },
    async forget(operation, limit, who) {
      await limiterOf(operation, limit).delete(keyOf(who))
    },
    async take(operation, limit, who) {
      try {
        const { remainingPoints, msBeforeNext } = await limiterOf(operation, limit).consume(keyOf(who))
        return { remaining: remainingPoints, resetMs: msBeforeNext }
      } catch (refused) {
        if (refused instanceof RateLimiterRes) {
          throw new AppError('rate_limited', { retryAfterMs: refused.msBeforeNext })
        }
        throw refused
      }
    },
  }
}
