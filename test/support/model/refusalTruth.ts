import { bookIdOf } from '../../../server/core/lane/bookId.ts'
import type { LaneRequest } from '../../../server/core/lane/ports.ts'
import { apply } from '../../../shared/domain/book/apply.ts'
import { decide } from '../../../shared/domain/book/decide.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import type { Book } from '../../../shared/domain/book/types.ts'
import type { OpHistory, Try } from './laneSimulation.ts'
import type { Step } from './laneStep.ts'
import { toyRules } from './toyRules.ts'

// Clocks step at a failover, by this at most; a book may be judged by either clock then.
const slackMs = 60

/**
 * Was there a moment, between question and answer, at which the book would have said so? That is what a linearizable read
 * behind each refusal is for: an answer from an old copy may have been true once, but not while anybody waited for it.
 */
export function wasRefusedRightly(one: Try, { tries }: OpHistory, steps: readonly Step[]): boolean {
  const { end } = one
  if (typeof end !== 'object' || end === null || end.ok || end.refusal.code === 'request_id_reused') return true
  const wanted = end.refusal.code
  // One that came while the first was under way has its answer, which was given to what that one asked.
  const says = (book: Book, now: number, { command, by }: LaneRequest) => {
    const decision = decide(book, toyRules(['t1', 't2'], book.settingsVersion), command, by, now)
    return !decision.ok && decision.refusal.code === wanted
  }
  return booksBetween(one, steps).some((book) =>
    momentsFor(one, book).some((now) => tries.some(({ request }) => says(book, now, request))),
  )
}

/** Every state the book had meanwhile, those inside a batch included. */
function booksBetween({ request: { bookId }, askedAt, endedAt }: Try, all: readonly Step[]): readonly Book[] {
  const steps = all.filter(({ after }) => bookIdOf(after.venueId, after.date) === bookId)
  const last = steps.findLastIndex(({ appliedAt }) => appliedAt <= askedAt)
  const during = steps.filter(({ appliedAt }, index) => index > last && appliedAt <= (endedAt ?? askedAt))
  return [steps[last]?.after ?? emptyBookOf(bookId), ...during.flatMap(insideOf)]
}

function insideOf({ before, after, events }: Step): readonly Book[] {
  const states = [before]
  for (const { event } of events) states.push(apply(states.at(-1) ?? before, event))
  return [...states, after]
}

function momentsFor({ clockAsked, clockEnded }: Try, book: Book): readonly number[] {
  const [from, to] = [clockAsked - slackMs, (clockEnded ?? clockAsked) + slackMs]
  const edges = Object.values(book.claims).flatMap(({ expiresAt }) =>
    expiresAt === null ? [] : [expiresAt - 1, expiresAt],
  )
  return [clockAsked, clockEnded ?? clockAsked, ...edges.filter((at) => from <= at && at <= to)]
}

function emptyBookOf(bookId: string): Book {
  const [venueId = '', date = ''] = bookId.split(':')
  return emptyBook(venueId, date, 1)
}
