import type { Instant } from '../book/types.ts'
import type { WaitClock } from './clock.ts'
import { rankOf, type Tier } from './tiers.ts'

/** What gives a conversation its turn. */
export interface Turn extends Pick<WaitClock, 'waitingSince' | 'dueAt' | 'secondDueAt'> {
  readonly id: string
  readonly tier: Tier
}

/** By how much each tier comes before the one below where both are due at the same time. */
export const headStartMs = 60_000

/**
 * Below zero: `a` is answered before `b`. A total order for any one `now`: what is due sooner goes first, by a head
 * start for its tier; what is past its target goes by its second one. Then the higher tier, the longer wait, the id.
 *
 * Nobody starves. Whoever begins to wait after a guest comes before that guest only if they do so within
 * `secondDueShare` × the guest's target − their own + the difference of head starts, counted in the desk's hours: with
 * the default targets, nobody who writes more than sixteen and a half minutes later, however many they are.
 */
export function compareTurns(a: Turn, b: Turn, now: Instant): number {
  return (
    turnAt(a, now) - turnAt(b, now) ||
    rankOf(b.tier) - rankOf(a.tier) ||
    a.waitingSince - b.waitingSince ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

/** The queue as it is answered. */
export function inTurn<T extends Turn>(queue: readonly T[], now: Instant): T[] {
  return [...queue].sort((a, b) => compareTurns(a, b, now))
}

/** A desk that does not open answers nobody: last. A number all the same, for infinity less infinity is none. */
const never = Number.MAX_SAFE_INTEGER

function turnAt({ tier, dueAt, secondDueAt }: Turn, now: Instant): Instant {
  const due = dueAt !== null && dueAt < now ? secondDueAt : dueAt
  return due === null ? never : due - rankOf(tier) * headStartMs
}
