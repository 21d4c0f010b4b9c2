import type { Instant } from '../book/types.ts'
import type { WaitClock } from './clock.ts'
import type { Able, Asks } from './fit.ts'
import { rankOf, type Tier } from './tiers.ts'

/** Somebody who is present, and what they have. */
export interface Concierge extends Able {
  readonly id: string
  /** Conversations at a time that are not resolved. */
  readonly capacity: number
  /** Conversations of theirs in which a guest waits for an answer. */
  readonly owed: number
  /** Conversations of theirs in which it is the guest's turn. */
  readonly quiet: number
  /** When they were last given a conversation, or came. */
  readonly lastGivenAt: Instant
}

/** How a desk works. */
export interface Manner {
  /** What an answer usually takes here. */
  readonly answerSeconds: number
  /** Guests who may wait for one concierge at a time before nobody new is given to them. */
  readonly mostOwed: number
}

/** An answer takes about a minute to write; a guest who is given to somebody busy only waits where nobody else sees it. */
export const defaultManner: Manner = { answerSeconds: 55, mostOwed: 1 }

/** Answers for which there must be time: whoever is busy finishes one, and then begins this one. */
const pressingAnswers = 2

/** From this tier on a guest whose target presses is given to somebody who is busy, to be their next. */
const squeezesFrom: Tier = 'vip'

/** So is whoever only so few can answer: waiting for one of two to be free takes longer than for one of ten. */
const squeezesAmong = 2

/** What of a conversation in which it is the guest's turn counts as work: how likely they write while another waits. */
const quietWeight = 0.3

/** What it counts to speak as the only one what others may need: half a guest who waits. */
const rarityWeight = 0.5

type Waits = Pick<WaitClock, 'dueAt'> & { readonly tier: Tier }

/** From when on the target runs out if it has to wait for somebody who is busy; null: never. */
export function pressesAt({ dueAt }: Pick<Waits, 'dueAt'>, { answerSeconds }: Manner): Instant | null {
  return dueAt === null ? null : dueAt - pressingAnswers * answerSeconds * 1000
}

export function isPressing(waits: Pick<Waits, 'dueAt'>, manner: Manner, now: Instant): boolean {
  const from = pressesAt(waits, manner)
  return from !== null && from <= now
}

/**
 * Who of those who fit may be given one more.
 *
 * Nobody who owes as many answers as they may; one more where the target presses and the guest is a VIP or has few to
 * wait for. Nobody ever more than their capacity.
 */
export function withRoom(fit: readonly Concierge[], waits: Waits, manner: Manner, now: Instant): readonly Concierge[] {
  const isHardToPlace = rankOf(waits.tier) >= rankOf(squeezesFrom) || fit.length <= squeezesAmong
  const most = manner.mostOwed + (isHardToPlace && isPressing(waits, manner, now) ? 1 : 0)
  return fit.filter(({ owed, quiet, capacity }) => owed + quiet < capacity && owed < most)
}

/** Whether they would begin at once. */
export function isFree({ owed, quiet, capacity }: Concierge): boolean {
  return owed === 0 && quiet < capacity
}

/** Whether they would answer in time, after what they owe already. */
export function isInTime({ owed }: Concierge, { dueAt }: Pick<Waits, 'dueAt'>, manner: Manner, now: Instant): boolean {
  return dueAt === null || now + (owed + 1) * manner.answerSeconds * 1000 <= dueAt
}

/**
 * Who of them should have it: least loaded, and not the only one to speak what this guest does not need; then who has
 * waited longest for work, then by id.
 *
 * @param present everybody at the desk, by whom it is judged how rare a language is
 * @returns undefined: there is nobody
 */
export function leastLoaded(
  candidates: readonly Concierge[],
  asks: Asks,
  present: readonly Concierge[],
): Concierge | undefined {
  const load = new Map(candidates.map((concierge) => [concierge, loadOf(concierge, asks, present)]))
  const compare = (a: Concierge, b: Concierge) =>
    (load.get(a) ?? 0) - (load.get(b) ?? 0) || a.lastGivenAt - b.lastGivenAt || (a.id < b.id ? -1 : 1)
  return [...candidates].sort(compare)[0]
}

function loadOf(concierge: Concierge, asks: Asks, present: readonly Concierge[]): number {
  const { owed, quiet } = concierge
  return owed + quietWeight * quiet + rarityWeight * rarity(concierge, asks, present)
}

/** 1: the only one to speak a language that is not asked for; 1/2: one of two; 0: speaks no other. */
function rarity({ languages }: Concierge, { language }: Asks, present: readonly Concierge[]): number {
  const others = languages.filter((other) => other !== language)
  const speakers = (other: string) => present.filter((one) => one.languages.includes(other)).length
  return Math.max(0, ...others.map((other) => 1 / speakers(other)))
}
