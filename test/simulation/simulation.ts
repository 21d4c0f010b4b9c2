import { type Patience, type Presence, stepsAhead, stepsDue } from '../../shared/domain/concierge/escalate.ts'
import { compareTurns } from '../../shared/domain/concierge/priority.ts'
import type { Answer } from '../../shared/domain/concierge/targets.ts'
import { Agenda } from './agenda.ts'
import { type Evening, minuteMs, secondMs, type Talk } from './evening.ts'
import type { Policy } from './policies.ts'
import {
  awaitingOf,
  conciergeOf,
  type Job,
  queuedOf,
  type Seat,
  seatOf,
  type Thread,
  threadOf,
  waitOf,
} from './state.ts'

/** One wait for an answer. */
export interface Wait {
  readonly talk: Talk
  readonly answer: Answer
  /** Which of the talk's exchanges. */
  readonly exchange: number
  readonly since: number
  /** Of a guest who never was: the end of the evening. */
  readonly until: number
  /** Null: never answered. */
  readonly by: string | null
}

/** What became of an evening. */
export interface Played {
  readonly waits: readonly Wait[]
  readonly seats: readonly Pick<Seat, 'worker' | 'workMs' | 'presentMs'>[]
  /** Conversations that changed hands while the guest waited, and people told of it, by why. */
  readonly steps: ReadonlyMap<string, number>
}

type Happening =
  | { readonly what: 'tick' }
  | { readonly what: 'says'; readonly thread: Thread }
  | { readonly what: 'answers'; readonly seat: Seat; readonly job: Job }
  | { readonly what: 'resolved'; readonly thread: Thread; readonly exchange: number }
  | { readonly what: 'comes' | 'goes' | 'vanishes' | 'missed'; readonly seat: Seat }

/** Until somebody who has vanished is missed. */
const missedMs = 30 * secondMs
/** Who has not answered in a thread before reads it first. */
const readingMs = 15 * secondMs
/** From the last word until it is marked as resolved. */
const resolveMs = 2 * minuteMs
/** How often the hub looks though nothing happens. */
const tickMs = 5 * secondMs

/**
 * Plays an evening under a policy. All but the policy is the same for all of them: what is taken back when, and that
 * whoever is free answers, of what is theirs, what has its turn first.
 */
export function play(evening: Evening, policy: Policy, patience: Patience): Played {
  return new Simulation(evening, policy, patience).run()
}

class Simulation {
  readonly #agenda = new Agenda<Happening>()
  readonly #seats: readonly Seat[]
  readonly #waiting = new Set<Thread>()
  readonly #waits: Wait[] = []
  readonly #done = new Set<string>()
  readonly #steps = new Map<string, number>()
  readonly #evening: Evening
  readonly #policy: Policy
  readonly #patience: Patience

  constructor(evening: Evening, policy: Policy, patience: Patience) {
    this.#evening = evening
    this.#policy = policy
    this.#patience = patience
    this.#seats = evening.workers.map(seatOf)
    for (const seat of this.#seats) this.#plan(seat)
    for (const talk of evening.talks) this.#agenda.add(talk.at, { what: 'says', thread: threadOf(talk) })
    for (let at = evening.starts; at < evening.ends; at += tickMs) this.#agenda.add(at, { what: 'tick' })
  }

  run(): Played {
    const { ends } = this.#evening
    for (let next = this.#agenda.take(); next !== undefined && next.at < ends; next = this.#agenda.take()) {
      this.#happens(next.what, next.at)
      this.#takeSteps(next.at)
      this.#assign(next.at)
      for (const seat of this.#seats) this.#begin(seat, next.at)
    }
    for (const thread of this.#waiting) this.#note(thread, ends, null)
    return { waits: this.#waits, seats: this.#seats, steps: this.#steps }
  }

  #plan(seat: Seat): void {
    const { comes, goes, absences } = seat.worker
    seat.presentMs = absences.reduce((present, { from, to }) => present - (to - from), goes - comes)
    this.#agenda.add(comes, { what: 'comes', seat })
    for (const { from, to, silently } of absences) {
      this.#agenda.add(from, { what: silently ? 'vanishes' : 'goes', seat })
      this.#agenda.add(to, { what: 'comes', seat })
    }
    this.#agenda.add(goes, { what: 'goes', seat })
  }

  #happens(happening: Happening, now: number): void {
    switch (happening.what) {
      case 'tick':
        return
      case 'says':
        return this.#says(happening.thread, now)
      case 'answers':
        return this.#answers(happening.seat, happening.job, now)
      case 'resolved':
        return this.#resolved(happening.thread, happening.exchange)
      case 'comes':
        return this.#comes(happening.seat, now)
      case 'goes':
        happening.seat.leaving = true
        return this.#leaveWhenDone(happening.seat, now)
      case 'vanishes':
        happening.seat.awake = false
        happening.seat.job = null
        return this.#agenda.add(now + missedMs, { what: 'missed', seat: happening.seat })
      case 'missed':
        if (!happening.seat.awake) this.#turns(happening.seat, { state: 'lost', since: now })
        return
    }
  }

  #says(thread: Thread, now: number): void {
    thread.wait = waitOf(thread, now, this.#patience.hours)
    thread.returns = 0
    thread.takenFrom = []
    thread.stepAt = 0
    this.#waiting.add(thread)
  }

  /** What somebody wrote who vanished before it was sent is lost: `job` is then theirs no more. */
  #answers(seat: Seat, job: Job, now: number): void {
    if (seat.job !== job) return
    const { thread, startedAt } = job
    const exchange = thread.talk.exchanges[thread.exchange]
    seat.job = null
    seat.workMs += now - startedAt
    seat.activeAt = now
    this.#note(thread, now, seat.worker.id)
    this.#waiting.delete(thread)
    thread.wait = null
    thread.exchange += 1
    thread.knownBy.add(seat.worker.id)
    if (exchange?.resolves) this.#agenda.add(now + resolveMs, { what: 'resolved', thread, exchange: thread.exchange })
    if (exchange && thread.talk.exchanges[thread.exchange]) {
      this.#agenda.add(now + exchange.replyMs, { what: 'says', thread })
    }
    this.#leaveWhenDone(seat, now)
  }

  #resolved(thread: Thread, exchange: number): void {
    if (thread.exchange === exchange && thread.wait === null) this.#free(thread)
  }

  #comes(seat: Seat, now: number): void {
    seat.awake = true
    seat.leaving = false
    this.#turns(seat, { state: 'present' })
    seat.lastGivenAt = now
    seat.activeAt = now
  }

  #leaveWhenDone(seat: Seat, now: number): void {
    if (!seat.leaving || seat.job) return
    seat.awake = false
    this.#turns(seat, { state: 'left', since: now })
  }

  #turns(seat: Seat, presence: Presence): void {
    seat.presence = presence
    for (const thread of seat.threads) thread.stepAt = 0
  }

  #takeSteps(now: number): void {
    for (const thread of this.#waiting) {
      if (now < thread.stepAt) continue
      for (const awaiting of awaitingOf(thread, now)) {
        for (const { key, step } of stepsDue(awaiting, this.#patience, { done: this.#done, now })) {
          this.#done.add(key)
          this.#count(step.do === 'return' ? step.why : `told ${step.whom}`)
          if (step.do === 'return') this.#takeBack(thread)
        }
      }
      const ahead = awaitingOf(thread, now).flatMap((awaiting) => stepsAhead(awaiting, this.#patience))
      thread.stepAt = ahead.find(({ key }) => !this.#done.has(key))?.at ?? Infinity
    }
  }

  #takeBack(thread: Thread): void {
    const from = thread.holder?.worker.id
    if (from) thread.takenFrom = [...thread.takenFrom, from]
    thread.returns += 1
    this.#free(thread)
  }

  #free(thread: Thread): void {
    thread.last = thread.holder?.worker.id ?? thread.last
    thread.holder?.threads.delete(thread)
    thread.holder = null
  }

  #assign(now: number): void {
    if (this.#waiting.size === 0) return
    const queue = [...this.#waiting].filter(({ holder }) => holder === null)
    const held = [...this.#waiting].filter(
      (thread) => thread.holder?.presence.state === 'present' && thread.holder.job?.thread !== thread,
    )
    const present = this.#seats.filter(({ presence, leaving }) => presence.state === 'present' && !leaving)
    const desk = { queue: queue.flatMap(queuedOf), held: held.flatMap(queuedOf), present: present.map(conciergeOf) }
    for (const { conversationId, conciergeId } of this.#policy.divide(desk, now)) {
      const thread = [...queue, ...held].find(({ talk }) => talk.id === conversationId)
      const seat = present.find(({ worker }) => worker.id === conciergeId)
      if (thread && seat) this.#give(thread, seat, now)
    }
  }

  #give(thread: Thread, seat: Seat, now: number): void {
    if (seat.threads.size >= seat.worker.capacity) throw new Error('Given beyond capacity.')
    if (thread.holder) {
      this.#count('relief')
      this.#takeBack(thread)
    }
    thread.holder = seat
    thread.givenAt = now
    thread.stepAt = 0
    seat.threads.add(thread)
    seat.lastGivenAt = now
  }

  #begin(seat: Seat, now: number): void {
    if (!seat.awake || seat.job || seat.leaving) return
    const [next] = [...seat.threads]
      .flatMap((thread) => queuedOf(thread).map((turn) => ({ thread, turn })))
      .sort((a, b) => compareTurns(a.turn, b.turn, now))
    if (next === undefined) return
    const { thread } = next
    const reads = thread.exchange > 0 && !thread.knownBy.has(seat.worker.id)
    const answerMs = thread.talk.exchanges[thread.exchange]?.answerMs ?? 0
    seat.job = { thread, startedAt: now }
    const doneAt = now + answerMs * seat.worker.pace + (reads ? readingMs : 0)
    this.#agenda.add(doneAt, { what: 'answers', seat, job: seat.job })
  }

  #note({ talk, exchange, wait }: Thread, until: number, by: string | null): void {
    if (wait) this.#waits.push({ talk, answer: wait.answer, exchange, since: wait.waitingSince, until, by })
  }

  #count(step: string): void {
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1)
  }
}
