import type { Queued } from '../../shared/domain/concierge/choose.ts'
import { type WaitClock, waitClock } from '../../shared/domain/concierge/clock.ts'
import type { Awaiting, Presence } from '../../shared/domain/concierge/escalate.ts'
import type { DeskHours } from '../../shared/domain/concierge/hours.ts'
import type { Concierge } from '../../shared/domain/concierge/load.ts'
import { type Answer, defaultTargets, targetMs } from '../../shared/domain/concierge/targets.ts'
import type { Talk, Worker } from './evening.ts'

/** A conversation as the evening goes. */
export interface Thread {
  readonly talk: Talk
  /** Which of its exchanges is next, or waited for. */
  exchange: number
  /** Null: it is the guest's turn. */
  wait: (WaitClock & { readonly answer: Answer }) | null
  holder: Seat | null
  givenAt: number
  last: string | null
  returns: number
  takenFrom: readonly string[]
  /** Before then no step can be due, as things are. */
  stepAt: number
  /** Who has answered in it, and need not read it first. */
  readonly knownBy: Set<string>
}

export interface Job {
  readonly thread: Thread
  readonly startedAt: number
}

/** A concierge as the evening goes: `presence` is what the hub knows, `awake` how it is. */
export interface Seat {
  readonly worker: Worker
  readonly threads: Set<Thread>
  awake: boolean
  presence: Presence
  /** Goes when what they write is done. */
  leaving: boolean
  job: Job | null
  lastGivenAt: number
  activeAt: number
  workMs: number
  presentMs: number
}

export function threadOf(talk: Talk): Thread {
  return {
    talk,
    exchange: 0,
    wait: null,
    holder: null,
    givenAt: 0,
    last: null,
    returns: 0,
    takenFrom: [],
    stepAt: 0,
    knownBy: new Set(),
  }
}

export function seatOf(worker: Worker): Seat {
  return {
    worker,
    threads: new Set(),
    awake: false,
    presence: { state: 'left', since: worker.comes },
    leaving: false,
    job: null,
    lastGivenAt: worker.comes,
    activeAt: worker.comes,
    workMs: 0,
    presentMs: 0,
  }
}

export function waitOf({ talk, exchange }: Thread, waitingSince: number, hours: DeskHours): Thread['wait'] {
  const before = talk.exchanges[exchange - 1]
  const answer = before === undefined || before.resolves ? 'first' : 'next'
  return { ...waitClock({ waitingSince, tier: talk.tier, answer }, { targets: defaultTargets, hours }), answer }
}

const kept = new WeakMap<NonNullable<Thread['wait']>, Queued>()

/** Asked for at every step of an evening: made once for each wait, and each time it is taken back. */
export function queuedOf({ talk, wait, last, takenFrom }: Thread): Queued[] {
  if (wait === null) return []
  const known = kept.get(wait)
  if (known?.takenFrom === takenFrom && known.last === last) return [known]
  const { id, tier, venueId, language, skills, own } = talk
  const queued = { ...wait, id, tier, venueId, language, skills, own, last, takenFrom }
  kept.set(wait, queued)
  return [queued]
}

export function conciergeOf({ worker, threads, lastGivenAt }: Seat): Concierge {
  const { id, venueIds, languages, skills, capacity } = worker
  const owed = [...threads].filter(({ wait }) => wait !== null).length
  return { id, venueIds, languages, skills, capacity, owed, quiet: threads.size - owed, lastGivenAt }
}

export function awaitingOf(thread: Thread, now: number): Awaiting[] {
  const { talk, exchange, wait, holder, givenAt, returns } = thread
  if (wait === null) return []
  const { waitingSince, answer } = wait
  return [
    {
      id: talk.id,
      awaited: exchange,
      waitingSince,
      targetMs: targetMs(defaultTargets, talk.tier, answer),
      holder: holder && {
        id: holder.worker.id,
        givenAt,
        presence: holder.presence,
        activeAt: holder.job ? now : holder.activeAt,
      },
      returns,
    },
  ]
}
