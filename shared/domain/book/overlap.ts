import { earliestExpiry } from './deadlines.ts'
import { mergeGuards } from './guards.ts'
import type { Claim, Guards, Instant } from './types.ts'

type Stay = Pick<Claim, 'start' | 'end' | 'state'>

/**
 * Until when a claim keeps its units from others, exclusive.
 *
 * A seated party past its end keeps them through the present instant; its `end` itself never changes, so what was
 * placed after it stays where it is.
 */
export function occupiedUntil(claim: Stay, now: Instant): Instant {
  return claim.state === 'seated' ? Math.max(claim.end, now + 1) : claim.end
}

/** The instant from which two claims on one unit overlap: `-Infinity` is always, `Infinity` never. */
export function overlapsFrom(a: Stay, b: Stay): Instant {
  return Math.max(reachesFrom(a, b), reachesFrom(b, a))
}

/** From when `earlier` reaches into the start of `later`. The counterpart of `occupiedUntil`. */
function reachesFrom(earlier: Stay, later: Stay): Instant {
  if (later.start < earlier.end) return -Infinity
  return earlier.state === 'seated' ? later.start : Infinity
}

/** Whether a claim's units are free for its time; the guards say how long that answer keeps while the claims stand. */
export type Room =
  | { readonly free: true; readonly guards: Guards }
  | { readonly free: false; readonly reason: 'held' | 'taken'; readonly guards: Guards }

/** Looks for room for `claim` among `others`; itself is not in its own way. */
export function findRoom(claim: Claim, others: readonly Claim[], now: Instant): Room {
  const met = meetings(claim, others)
  const present = met.filter(({ from }) => from <= now)
  const ahead = finite(Math.min(...met.filter(({ from }) => from > now).map(({ from }) => from)))
  if (present.length === 0) return { free: true, guards: { notBefore: null, before: ahead } }
  const lasting = present.filter(({ other }) => !isHold(other))
  const first = finite(Math.min(...(lasting.length > 0 ? lasting : present).map(({ from }) => from)))
  if (lasting.length > 0) return { free: false, reason: 'taken', guards: { notBefore: first, before: null } }
  const holds = { notBefore: first, before: earliestExpiry(present.map(({ other }) => other)) }
  return { free: false, reason: 'held', guards: mergeGuards(holds, { notBefore: null, before: ahead }) }
}

function meetings(
  claim: Claim,
  others: readonly Claim[],
): readonly { readonly other: Claim; readonly from: Instant }[] {
  return others
    .filter((other) => other.id !== claim.id && other.unitIds.some((unitId) => claim.unitIds.includes(unitId)))
    .map((other) => ({ other, from: overlapsFrom(claim, other) }))
}

/** May it go away by itself? */
function isHold(claim: Claim): boolean {
  return claim.state === 'held' || claim.state === 'awaiting_payment'
}

function finite(instant: Instant): Instant | null {
  return Number.isFinite(instant) ? instant : null
}
