import { mergeGuards } from '../guards.ts'
import { makeClaim } from '../makeClaim.ts'
import { type Handler, refuse } from '../situation.ts'

/** A place kept until `expiresAt` while the guest decides. */
export const hold: Handler<'hold'> = (at, { claimId, reservationId, want, expiresAt }) => {
  // It may have waited past its own end, which was fixed before the guest's limits were counted.
  if (expiresAt <= at.now) return refuse({ code: 'hold_expired' }, { notBefore: expiresAt, before: null })
  const draft = {
    id: claimId,
    reservationId,
    state: 'held',
    expiresAt,
    holder: at.by.key,
    bundle: null,
    generation: 0,
  } as const
  const decision = makeClaim(at, draft, want)
  return { ...decision, guards: mergeGuards(decision.guards, { notBefore: null, before: expiresAt }) }
}
