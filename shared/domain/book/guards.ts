import type { Guards, Instant } from './types.ts'

/** True at any time. */
export const noGuards: Guards = { notBefore: null, before: null }

/** Both must hold: the later `notBefore`, the earlier `before`. */
export function mergeGuards(a: Guards, b: Guards): Guards {
  return { notBefore: pick(Math.max, a.notBefore, b.notBefore), before: pick(Math.min, a.before, b.before) }
}

function pick(choose: (a: number, b: number) => number, a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b
  return b === null ? a : choose(a, b)
}
