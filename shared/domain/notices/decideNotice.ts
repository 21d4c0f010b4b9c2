import type { ClaimEnd, ClaimState, Instant } from '../book/types.ts'
import type { Kind } from './kinds.ts'

/** What orders the states of a reservation: generation, version of its book, place in the commit. */
export type Order = readonly [generation: number, version: number, n: number]

/** When, and with how many. */
export interface Visit {
  readonly start: Instant
  /** People. */
  readonly party: number
}

/** What somebody was told of a reservation. */
export interface Told extends Visit {
  readonly order: Order
}

/** A notice that is due: the state of the reservation that it is about, and the visit it was planned for. */
export interface DueNotice {
  readonly order: Order
  readonly start: Instant
}

/** How things are at the moment of sending. */
export interface Facts {
  readonly reservation: (Visit & { readonly state: ClaimState | ClaimEnd; readonly end: Instant }) | null
  /** The newest they were told by this channel; null: nothing yet. */
  readonly told: Told | null
  /** Somebody of the same service was marked as come, or as missing. */
  readonly marked: boolean
  readonly reachable: boolean
  readonly switchedOff: boolean
  /** Null: it is not quiet where they are. */
  readonly quietUntil: Instant | null
}

export type WhyNot =
  /** Not, or no longer, what the reservation is. */
  | 'not_true'
  /** Nobody marks there who has come. */
  | 'unmarked'
  /** A newer notice said it already, or there is nothing new to say. */
  | 'told'
  | 'too_late'
  | 'switched_off'
  /** They work there no more. */
  | 'no_member'
  /** They have read it. */
  | 'read'
  /** A device of theirs has it already. */
  | 'delivered'
  | 'unreachable'
  /** Quiet hours last longer than anybody needs it. */
  | 'quiet'

export type Verdict =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'suppress'; readonly why: WhyNot }

/** Judged at the moment of sending: nobody is told what is no longer true, twice, too late, or in their sleep. */
export function decideNotice(kind: Kind, notice: DueNotice, facts: Facts, now: Instant): Verdict {
  const { reservation, told, marked, reachable, switchedOff, quietUntil } = facts
  if (reservation === null || !kind.trueIn.has(reservation.state)) return suppress('not_true')
  if (kind.ofVisit && reservation.start !== notice.start) return suppress('not_true')
  if (kind.ifMarked && !marked) return suppress('unmarked')
  if (!kind.ofVisit && told !== null && knows(told, kind, notice, reservation)) return suppress('told')
  const until = reservation[kind.usefulUntil]
  if (now >= until) return suppress('too_late')
  if (!kind.critical && switchedOff) return suppress('switched_off')
  if (!reachable) return suppress('unreachable')
  if (kind.urgent || quietUntil === null || quietUntil <= now) return { do: 'send' }
  return quietUntil < until ? { do: 'wait', until: quietUntil } : suppress('quiet')
}

function knows(told: Told, kind: Kind, { order }: DueNotice, { start, party }: Visit): boolean {
  if (compareOrders(told.order, order) >= 0) return true
  return kind.ofChange && told.start === start && told.party === party
}

function suppress(why: WhyNot): Verdict {
  return { do: 'suppress', why }
}

/** Below zero: `a` came first. */
export function compareOrders(a: Order, b: Order): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}
