import type { Instant } from '../book/types.ts'
import { type Assignment, choose, chooseRelief, type Queued, type Staying } from './choose.ts'
import { type DeskHours, opensAt } from './hours.ts'
import { type Concierge, type Manner, pressesAt } from './load.ts'
import { inTurn } from './priority.ts'

/** A desk at one moment. */
export interface DeskState {
  readonly queue: readonly Queued[]
  /** In which a guest waits for somebody who is present and has not begun to answer. */
  readonly held: readonly Queued[]
  /** Whoever is about to leave is not among them. */
  readonly present: readonly Concierge[]
}

export interface DeskRules extends Manner {
  readonly hours: DeskHours
}

export interface Division {
  readonly assignments: readonly Assignment[]
  /** Of the queue, in the order of their turns. */
  readonly staying: readonly Staying[]
  /** When to ask again though nothing happens until then; null: only when something does. */
  readonly askAgainAt: Instant | null
}

/**
 * Who gets what: the queue in its turn, then what has to be taken over from somebody who would be late. Whoever is
 * given something has less room for what comes after it. Outside its hours a desk gives nobody anything.
 *
 * The same for the same, in whatever order it is handed over.
 */
export function assign({ queue, held, present }: DeskState, rules: DeskRules, now: Instant): Division {
  const opens = opensAt(rules.hours, now)
  if (opens !== now) {
    const staying = inTurn(queue, now).map(({ id }) => ({ conversationId: id, why: 'closed' as const, until: opens }))
    return { assignments: [], staying, askAgainAt: opens }
  }
  const desk = new Map(present.map((concierge) => [concierge.id, concierge]))
  const assignments: Assignment[] = []
  const staying: Staying[] = []
  const give = (assignment: Assignment): void => {
    assignments.push(assignment)
    const given = desk.get(assignment.conciergeId)
    if (given) desk.set(given.id, { ...given, owed: given.owed + 1, lastGivenAt: now })
  }
  for (const waiting of inTurn(queue, now)) {
    const chosen = choose(waiting, [...desk.values()], rules, now)
    if ('conciergeId' in chosen) give(chosen)
    else staying.push(chosen)
  }
  for (const waiting of inTurn(held, now)) {
    const relief = chooseRelief(waiting, [...desk.values()], rules, now)
    if (relief) give(relief)
  }
  const presses = [...queue, ...held].map((waiting) => pressesAt(waiting, rules))
  return { assignments, staying, askAgainAt: soonestAfter(now, [...presses, ...staying.map(({ until }) => until)]) }
}

function soonestAfter(now: Instant, instants: readonly (Instant | null)[]): Instant | null {
  const ahead = instants.filter((instant) => instant !== null && instant > now) as Instant[]
  return ahead.length === 0 ? null : Math.min(...ahead)
}
