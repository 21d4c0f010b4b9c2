/** Waits that double from `firstMs` up to `maxMs`, each at random between half and whole, so that a crowd spreads. */
export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
}

/** Milliseconds to wait after so many failures in a row (from 0). */
export function backoffMs(backoff: Backoff, failures: number, random: () => number): number {
  const whole = Math.min(backoff.maxMs, backoff.firstMs * 2 ** failures)
  return whole * (0.5 + random() / 2)
}
