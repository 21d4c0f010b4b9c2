import type { ClaimEnd, ClaimState, Edge } from './types.ts'

/**
 * The life of a reservation, and of a block: every allowed edge, once.
 *
 * `awaiting_payment` waits for a payment provider; `requested` for a venue that approves by hand. `no_show` can be
 * undone within the service, `cancelled` never.
 */
export const edges: Readonly<Record<ClaimState, readonly Edge[]>> = {
  held: ['confirmed', 'requested', 'awaiting_payment', 'released', 'expired'],
  requested: ['confirmed', 'declined', 'cancelled'],
  awaiting_payment: ['confirmed', 'released', 'expired', 'cancelled'],
  confirmed: ['arrived', 'seated', 'no_show', 'cancelled'],
  arrived: ['seated', 'confirmed', 'no_show', 'cancelled'],
  seated: ['completed', 'arrived'],
  no_show: ['confirmed', 'arrived', 'seated'],
  blocked: ['released'],
}

/** May a claim in `from` become `to`? */
export function mayBecome(from: ClaimState, to: Edge): boolean {
  return edges[from].includes(to)
}

/** Does a claim in this state take its units? */
export function occupies(state: ClaimState): boolean {
  return state !== 'no_show'
}

/** Does this edge lead out of the book? */
export function isEnd(to: Edge): to is ClaimEnd {
  return !Object.hasOwn(edges, to)
}
