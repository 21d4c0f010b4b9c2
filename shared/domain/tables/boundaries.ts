import type { Claim, Instant } from '../book/types.ts'
import type { Engine } from './engine.ts'
import { seatingOf } from './night.ts'

const minuteMs = 60_000

export interface Boundaries {
  readonly boundary: Instant
  readonly nextBoundary: Instant | null
}

/**
 * The instants around `now` at which time alone may change the picker: the window opens, a lead time passes, a slot
 * begins, a claim runs out or can no longer be moved. Between two of them nothing does, on any node.
 */
export function boundariesAt({ settings, day, room }: Engine, claims: readonly Claim[], now: Instant): Boundaries {
  let last = 0
  let next = Infinity
  const meet = (at: Instant | null) => {
    if (at === null) return
    if (at <= now) last = Math.max(last, at)
    else next = Math.min(next, at)
  }
  meet(day.windowOpensAt)
  for (const { start } of day.slots) {
    meet(start - settings.leadMinutes * minuteMs)
    meet(start)
  }
  for (const claim of claims) {
    meet(claim.expiresAt)
    if (settings.repacking) meet(seatingOf(room, claim).locksAt)
  }
  return { boundary: last, nextBoundary: next === Infinity ? null : next }
}
