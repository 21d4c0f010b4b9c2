import { AppError } from './appError.ts'
import { newId } from './infra/ids.ts'
import type { Log } from './infra/log.ts'
import { LaneError } from './lane/laneError.ts'

/** Driver errors that say "not now", by name. */
const unavailable = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
  'MongoPoolClearedError',
  // Our own, where the driver would wait longer.
  'TooSlow',
])

/** Any failure as one a client can be told. What nobody expected is logged under an incident and told as that alone. */
export function toAppError(error: unknown, log: Log, op: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof LaneError) return new AppError(error.code, { retryAfterMs: error.retryAfterMs, cause: error })
  if (error instanceof Error && (unavailable.has(error.name) || isNoPrimary(error))) {
    return new AppError('busy', { retryAfterMs: 1000, cause: error })
  }
  const incident = newId()
  log.error({ err: error, incident, op }, 'unexpected failure')
  return new AppError('internal', { incident, cause: error })
}

/** NotWritablePrimary, PrimarySteppedDown, interrupted by it, and reads that ran out of time. */
function isNoPrimary(error: Error): boolean {
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'number' && [10107, 189, 91, 11600, 11602, 13435, 13436, 50, 134].includes(code)
}
