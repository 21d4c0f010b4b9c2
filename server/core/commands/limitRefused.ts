import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { LimitRefusal } from '../ledger/limits.ts'

/** A guest's limits in the asker's words. */
export function limitRefused({ clock }: Pick<Deps, 'clock'>, refusal: LimitRefusal): AppError {
  if (refusal.code !== 'cooling_down') return new AppError(refusal.code)
  return new AppError('cooling_down', { retryAfterMs: Math.max(0, refusal.until - clock.now()) })
}

export function isLimit<R extends { readonly code: string }>(refusal: R | LimitRefusal): refusal is LimitRefusal {
  return ['hold_limit', 'overlapping_booking', 'cooling_down'].includes(refusal.code)
}
