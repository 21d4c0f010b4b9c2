import { makeClaim } from '../makeClaim.ts'
import type { Handler } from '../situation.ts'

/** Staff book for a guest: confirmed at once, and the guest's from then on. */
export const book: Handler<'book'> = (at, { claimId, reservationId, holder, want }) =>
  makeClaim(
    at,
    { id: claimId, reservationId, state: 'confirmed', expiresAt: null, holder, bundle: null, generation: 0 },
    want,
  )
