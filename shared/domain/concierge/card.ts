import type { ClaimEnd, ClaimState } from '../book/types.ts'

/**
 * What a message may carry besides words. Another kind is another row: what it offers whoever sees it, by the names of
 * operations.
 */
export const cardKinds = {
  /** Held for the guest, who takes it or not; several on one message are a choice of one. */
  proposal: { guest: ['offer.accept', 'offer.decline'], desk: ['offer.withdraw'] },
  /** The guest's own, held or booked. */
  reservation: { guest: ['reservation.change', 'reservation.cancel'], desk: ['reservation.change'] },
} as const

export type CardKind = keyof typeof cardKinds
export const cardKindNames = Object.keys(cardKinds) as [CardKind, ...CardKind[]]

/** Of one message. */
export const mostCards = 3

/** The ids of things that have a truth of their own; nothing of it is kept with the message. */
export interface Card {
  readonly kind: CardKind
  readonly reservationId: string
}

/** What became of a message's proposals. */
export type Outcome =
  /** `refused`: its confirmation was; another may be taken once this one is given back. */
  | { readonly is: 'chosen'; readonly reservationId: string; readonly refused?: true }
  | { readonly is: 'declined' }
  | { readonly is: 'withdrawn' }

export type ReservationState = Exclude<ClaimState, 'blocked'> | ClaimEnd

/** Of what is not there nothing can be taken any more. */
export type StateOf = (reservationId: string) => ReservationState

export interface Carrying {
  readonly cards: readonly Card[]
  /** Absent: nothing yet. */
  readonly outcome?: Outcome | undefined
}

/**
 * Where a card stands on its message. `open`: it can be taken. `chosen`: it was. `passed`: another of the choice was.
 * `over`: it ran out or was given back. `shown`: nothing was asked by it.
 */
export const standings = ['open', 'chosen', 'passed', 'declined', 'withdrawn', 'over', 'shown'] as const
export type Standing = (typeof standings)[number]

export type Wish =
  | { readonly do: 'accept'; readonly reservationId: string }
  | { readonly do: 'decline' }
  | { readonly do: 'withdraw' }

export type Verdict =
  /** Write the outcome, where the message is still as it was; `giveUp` first: while that can be confirmed, nothing else may be. */
  | { readonly is: 'write'; readonly outcome: Outcome; readonly giveUp: string | null }
  | { readonly is: 'soAlready' }
  | { readonly is: 'refused'; readonly reason: Outcome['is']; readonly chosen: string | null }

type Life = 'held' | 'booked' | 'ended'

const lives: Readonly<Record<ReservationState, Life>> = {
  held: 'held',
  requested: 'booked',
  awaiting_payment: 'booked',
  confirmed: 'booked',
  arrived: 'booked',
  seated: 'booked',
  completed: 'booked',
  no_show: 'booked',
  released: 'ended',
  expired: 'ended',
  declined: 'ended',
  cancelled: 'ended',
}

export function lifeOf(state: ReservationState): Life {
  return lives[state]
}

export function proposalsOf({ cards }: Pick<Carrying, 'cards'>): readonly string[] {
  return cards.flatMap(({ kind, reservationId }) => (kind === 'proposal' ? [reservationId] : []))
}

/** What one tap comes to. Of several taps each is judged by what the one before it has left behind. */
export function judge(carrying: Carrying, wish: Wish, stateOf: StateOf): Verdict {
  const before = chosenOrSaid(carrying, stateOf)
  const outcome = outcomeOf(wish)
  if (before === null) return { is: 'write', outcome, giveUp: null }
  if (isSame(before, outcome)) return { is: 'soAlready' }
  if (before.is !== 'chosen') return { is: 'refused', reason: before.is, chosen: null }
  const { reservationId: chosen } = before
  if (blocks(before, stateOf)) return { is: 'refused', reason: 'chosen', chosen }
  return { is: 'write', outcome, giveUp: chosen }
}

/** Confirmed in any other way than from here it is chosen all the same. */
function chosenOrSaid(carrying: Carrying, stateOf: StateOf): Outcome | null {
  const { outcome } = carrying
  if (outcome !== undefined) return outcome
  const booked = proposalsOf(carrying).find((id) => lifeOf(stateOf(id)) === 'booked')
  return booked === undefined ? null : { is: 'chosen', reservationId: booked }
}

function outcomeOf(wish: Wish): Outcome {
  if (wish.do === 'accept') return { is: 'chosen', reservationId: wish.reservationId }
  return wish.do === 'decline' ? { is: 'declined' } : { is: 'withdrawn' }
}

function isSame(a: Outcome, b: Outcome): boolean {
  return a.is === 'chosen' && b.is === 'chosen' ? a.reservationId === b.reservationId : a.is === b.is
}

/** A choice is free again once what was chosen can come to nothing any more. */
function blocks({ reservationId, refused }: Extract<Outcome, { is: 'chosen' }>, stateOf: StateOf): boolean {
  const life = lifeOf(stateOf(reservationId))
  return life === 'booked' || (life === 'held' && refused !== true)
}

export function standingOf(carrying: Carrying, { kind, reservationId }: Card, stateOf: StateOf): Standing {
  if (kind !== 'proposal') return 'shown'
  const life = lifeOf(stateOf(reservationId))
  // The book goes first, whatever was said about it.
  if (life === 'booked') return 'chosen'
  const free = life === 'held' ? 'open' : 'over'
  const before = chosenOrSaid(carrying, stateOf)
  if (before === null) return free
  if (before.is !== 'chosen') return before.is
  if (!blocks(before, stateOf)) return free
  return before.reservationId === reservationId ? 'chosen' : 'passed'
}
