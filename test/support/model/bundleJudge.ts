import type { Claim } from '../../../shared/domain/book/types.ts'
import { bundleOf, requestIdOf } from './ledgerCommands.ts'
import { eventsIn, type GuestViolation } from './ledgerJudge.ts'
import type { GuestState } from './ledgerNode.ts'
import type { GuestEnd, GuestHistory, GuestOpHistory } from './ledgerSimulation.ts'

/** Judges what changes of date left: every reservation in one place at each moment, everything finished, no answer untrue. */
export function judgeBundles({ ops, committed }: GuestHistory): readonly GuestViolation[] {
  let had: ReadonlySet<string> = new Set()
  for (const { state } of committed) {
    const places = placesIn(state)
    const broken = [...had].filter((id) => (places.get(id) ?? 0) !== (isCancelled(state, id) ? 0 : 1))
    const doubled = [...places].filter(([, count]) => count > 1).map(([id]) => id)
    const found = [...broken, ...doubled].map((id) => ({
      rule: 'places' as const,
      what: `${id}: ${places.get(id) ?? 0}`,
    }))
    if (found.length > 0) return found
    had = new Set([...had, ...places.keys()])
  }
  const last = committed.at(-1)?.state
  return last === undefined ? [] : [...unfinished(last), ...ops.flatMap((history) => untrue(history, last))]
}

/** In how many places each reservation stands as booked, the outcome of its bundle taken into account. */
function placesIn(state: GuestState): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const { book } of Object.values(state.books)) {
    for (const claim of Object.values(book.claims)) {
      if (claim.reservationId === null || !isBooked(claim, state)) continue
      places.set(claim.reservationId, (places.get(claim.reservationId) ?? 0) + 1)
    }
  }
  return places
}

function isBooked({ state: claimState, bundle }: Claim, { bundles }: GuestState): boolean {
  const isCommitted = bundle !== null && bundles[bundle.id]?.state === 'committed'
  if (bundle?.role === 'arriving') return isCommitted
  return claimState === 'confirmed' && !(bundle?.role === 'leaving' && isCommitted)
}

function isCancelled(state: GuestState, reservationId: string): boolean {
  return eventsIn(state).some(
    ({ event }) =>
      event.type === 'claim.ended' && event.claim.reservationId === reservationId && event.why === 'cancel',
  )
}

function unfinished({ books, bundles }: GuestState): readonly GuestViolation[] {
  const marked = Object.values(books).flatMap(({ book }) => Object.values(book.claims).filter(({ bundle }) => bundle))
  return [
    ...marked.map(({ id }) => ({ rule: 'unfinished' as const, what: `claim ${id}` })),
    ...Object.values(bundles)
      .filter(({ finished }) => !finished)
      .map(({ id }) => ({ rule: 'unfinished' as const, what: `bundle ${id}` })),
  ]
}

/** What clients were told for good is what happened. Two that are sent at once may be told different things. */
function untrue({ op, ends }: GuestOpHistory, last: GuestState): readonly GuestViolation[] {
  const told = ends.flatMap((end) => (isAnswer(end) ? [end.answer.ok] : []))
  const happened =
    op.type === 'change' ? last.bundles[bundleOf(op)]?.state === 'committed' : hasAnswer(last, requestIdOf(op))
  if (told.includes(true) && !happened) return [{ rule: 'lost', what: `${op.type} ${op.id}` }]
  const isRefused = op.type === 'change' ? told.includes(false) : told.at(-1) === false && !op.twice
  return isRefused && happened ? [{ rule: 'phantom', what: `${op.type} ${op.id}` }] : []
}

function isAnswer(end: GuestEnd): end is Extract<GuestEnd, { answer: unknown }> {
  return end !== 'crashed' && 'answer' in end
}

function hasAnswer(state: GuestState, requestId: string): boolean {
  return eventsIn(state).some((event) => event.requestId === requestId && event.answer !== null)
}
