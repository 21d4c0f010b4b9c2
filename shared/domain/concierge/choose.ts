import type { Instant } from '../book/types.ts'
import type { WaitClock } from './clock.ts'
import { type Asks, type Lack, whoFits } from './fit.ts'
import { type Concierge, isFree, isInTime, isPressing, leastLoaded, type Manner, withRoom } from './load.ts'
import type { Turn } from './priority.ts'

/** A conversation that waits and is nobody's. */
export interface Queued extends Turn, Asks, WaitClock {
  /** The guest's own concierge; null: none. */
  readonly own: string | null
  /** Who had the conversation last, and so knows it; null: nobody. */
  readonly last: string | null
  /** From whom it was taken since the guest began to wait: they get it again only where nobody else has room. */
  readonly takenFrom: readonly string[]
}

/** Why not the guest's own concierge, who is `away`, does not `fit`, let it go before, has no room, or would be late. */
export type WhyNotOwn = 'away' | 'does_not_fit' | 'let_go' | 'full' | 'late'

export interface Assignment {
  readonly conversationId: string
  readonly conciergeId: string
  /**
   * `own`: the guest's own. `thread`: knows the conversation. `soonest`: the least loaded of all who fit. `relief`: is
   * free, while whoever has it would miss the target.
   */
  readonly why: 'own' | 'thread' | 'soonest' | 'relief'
  /** Null: it is their own, or the guest has none. */
  readonly notOwn: WhyNotOwn | null
}

export type WhyStays = 'closed' | 'nobody_present' | Lack | 'all_full' | 'waits_for_own'

export interface Staying {
  readonly conversationId: string
  readonly why: WhyStays
  /** Until when that holds though nothing happens: the desk opens, patience ends. Null: until something does. */
  readonly until: Instant | null
}

/** Who gets a conversation out of the queue, or why nobody does. */
export function choose(
  waiting: Queued,
  present: readonly Concierge[],
  manner: Manner,
  now: Instant,
): Assignment | Staying {
  const stays = (why: WhyStays, until: Instant | null = null) => ({ conversationId: waiting.id, why, until })
  if (present.length === 0) return stays('nobody_present')
  const fit = whoFits(present, waiting)
  if (typeof fit === 'string') return stays(fit)
  const roomy = withRoom(fit, waiting, manner, now)
  const untried = roomy.filter(({ id }) => !waiting.takenFrom.includes(id))
  const soonest = leastLoaded(untried.length > 0 ? untried : roomy, waiting, present)
  const takes = (concierge: Concierge) =>
    isInTime(concierge, waiting, manner, now) || concierge.owed <= (soonest?.owed ?? Infinity)
  const gives = ({ id }: Concierge, why: Assignment['why'], notOwn: WhyNotOwn | null) => ({
    conversationId: waiting.id,
    conciergeId: id,
    why,
    notOwn,
  })

  const own = untried.find(({ id }) => id === waiting.own)
  if (own && takes(own)) return gives(own, 'own', null)
  const notOwn = whyNotOwn(waiting, present, fit, own !== undefined)
  if (notOwn === 'full' && isPatient(waiting, now)) return stays('waits_for_own', waiting.patientUntil)
  if (soonest === undefined) return stays('all_full')
  const knowing = untried.find(({ id }) => id === waiting.last)
  return knowing && takes(knowing) ? gives(knowing, 'thread', notOwn) : gives(soonest, 'soonest', notOwn)
}

/**
 * Who takes a conversation over from somebody who has not begun to answer and would be late; null: it stays where it
 * is, for its target does not press or nobody who fits is free.
 */
export function chooseRelief(
  held: Queued,
  present: readonly Concierge[],
  manner: Manner,
  now: Instant,
): Assignment | null {
  const fit = whoFits(present, held)
  if (typeof fit === 'string' || !isPressing(held, manner, now)) return null
  const free = fit.filter((concierge) => isFree(concierge) && !held.takenFrom.includes(concierge.id))
  const relief = leastLoaded(free, held, present)
  if (relief === undefined) return null
  return { conversationId: held.id, conciergeId: relief.id, why: 'relief', notOwn: null }
}

function isPatient({ patientUntil }: Queued, now: Instant): boolean {
  return patientUntil !== null && now < patientUntil
}

function whyNotOwn(
  { own, takenFrom }: Queued,
  present: readonly Concierge[],
  fit: readonly Concierge[],
  hasRoom: boolean,
): WhyNotOwn | null {
  if (own === null) return null
  const isOwn = ({ id }: Concierge) => id === own
  if (!present.some(isOwn)) return 'away'
  if (!fit.some(isOwn)) return 'does_not_fit'
  if (takenFrom.includes(own)) return 'let_go'
  return hasRoom ? 'late' : 'full'
}
