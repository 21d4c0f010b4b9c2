import { mergeGuards } from '../guards.ts'
import { makeClaim } from '../makeClaim.ts'
import { type Handler, type Refused, refuse, type Situation } from '../situation.ts'
import type { Claim, Share } from '../types.ts'

/** A place kept until `expiresAt` while the guest decides. */
export const hold: Handler<'hold'> = (at, { claimId, reservationId, want, expiresAt, share, holder }) => {
  if (holder !== undefined && !at.by.staff) return refuse({ code: 'not_found' })
  // It may have waited past its own end, which was fixed before the guest's limits were counted.
  if (expiresAt <= at.now) return refuse({ code: 'hold_expired' }, { notBefore: expiresAt, before: null })
  const draft = {
    id: claimId,
    reservationId,
    state: 'held',
    expiresAt,
    holder: holder ?? at.by.key,
    bundle: null,
    generation: 0,
  } as const
  const decision = makeClaim(at, draft, want)
  if (decision.ok && decision.claim !== null && share !== undefined) {
    const full = refuseShare(at, decision.claim, share)
    if (full !== null) return full
  }
  return { ...decision, guards: mergeGuards(decision.guards, { notBefore: null, before: expiresAt }) }
}

/** Until the first of the holds that fill it runs out. What staff hold for a visitor fills nothing of it. */
function refuseShare(at: Situation, made: Claim, { keys, most }: Share): Refused | null {
  const theirs = at.standing.filter(
    ({ state, channel, holder, start, end }) =>
      state === 'held' && channel === 'online' && holder.startsWith(keys) && start < made.end && made.start < end,
  )
  if (theirs.length < most) return null
  const ends = theirs.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY)
  const firstEnd = Math.min(...ends)
  return refuse({ code: 'share_held' }, { notBefore: at.lastDue, before: Number.isFinite(firstEnd) ? firstEnd : null })
}
