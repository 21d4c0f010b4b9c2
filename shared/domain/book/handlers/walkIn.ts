import { makeClaim } from '../makeClaim.ts'
import type { Handler } from '../situation.ts'

/** A party at the door is seated at once. It is the venue's own claim: nobody else can be asked about it. */
export const walkIn: Handler<'walkIn'> = (at, { claimId, reservationId, want }) =>
  makeClaim(
    at,
    { id: claimId, reservationId, state: 'seated', expiresAt: null, holder: at.by.key, bundle: null, generation: 0 },
    want,
  )
