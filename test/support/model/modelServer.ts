import type { Scheduler } from './scheduler.ts'

/** What goes wrong with one message: `on` counts all messages of a run from 0. */
export interface Fault {
  readonly on: number
  /**
   * - `loseRequest`: never arrives. `loseReply`: is served, and nobody hears.
   * - `delayRequest`: arrives `ms` later, mostly after its sender has given up.
   * - `echo`: served at once, and a second time `ms` later, unheard.
   * - `answerEcho`: served at once unheard, and a second time `ms` later; the sender hears the second answer.
   */
  readonly kind: 'loseRequest' | 'loseReply' | 'delayRequest' | 'echo' | 'answerEcho'
  readonly ms: number
}

export interface Entry<S> {
  readonly state: S
  /** The server's clock when it was written. */
  readonly at: number
  /** True time then. */
  readonly appliedAt: number
  /** True time at which the majority had it; null while it has not. */
  committedAt: number | null
}

interface Waiting {
  readonly index: number
  readonly done: () => void
  readonly lost: (error: Error) => void
}

/** Sender's patience, and how long a write takes to reach the majority. */
const callMs = 40
const lagMs = 3

/**
 * A replica set, as far as clients can tell: one primary at a time, a log of states, and how far the majority has it.
 *
 * `S` is everything it stores, as immutable values; a store on top of it is a handful of functions from state to state. Each
 * call is one message: it travels, is served at one instant, and its answer travels back, and `faults` may befall it. A
 * failover loses some or all of what the majority had not, answers all who waited with an error, and may shift the clock.
 */
export class ModelServer<S> {
  readonly log: Entry<S>[]
  readonly #scheduler: Scheduler
  readonly #faults: ReadonlyMap<number, Fault>
  /** Acknowledge before the majority has it: the mistake a control makes. */
  readonly #hasty: boolean
  #messages = 0
  #majority = 0
  #term = 1
  #clockOffset = 0
  #electing = false
  #waiting: Waiting[] = []
  /** How far each process has read: it never reads `events` as of an earlier moment. */
  readonly #seen = new Map<string, number>()

  constructor(scheduler: Scheduler, initial: S, faults: readonly Fault[], { hasty = false } = {}) {
    this.#scheduler = scheduler
    this.#faults = new Map(faults.map((fault) => [fault.on, fault]))
    this.#hasty = hasty
    this.log = [{ state: initial, at: this.now(), appliedAt: scheduler.now(), committedAt: scheduler.now() }]
  }

  /** The primary's clock. */
  now(): number {
    return Math.floor(this.#scheduler.now() + this.#clockOffset)
  }

  /** Everything the majority has, oldest first. */
  committed(): readonly Entry<S>[] {
    return this.log.slice(0, this.#majority + 1)
  }

  /** The clock alone: what `hello` tells. */
  hello(owner: string): Promise<number> {
    return this.#call(owner, async () => this.now())
  }

  /** Applies `change` at one instant; answers when the majority has it. Unchanged state: a miss, answered at once. */
  write<R>(owner: string, change: (state: S, now: number) => readonly [S, R]): Promise<R> {
    return this.#call(owner, async () => {
      const [state, reply] = change(this.#newest.state, this.now())
      if (state !== this.#newest.state) await this.#append(state)
      return reply
    })
  }

  /** Applies one change after another, each by itself, until one throws; answers when the majority has them all. */
  writeEach(owner: string, changes: readonly ((state: S) => S)[]): Promise<void> {
    return this.#call(owner, async () => {
      for (const change of changes) this.#add(change(this.#newest.state))
      await this.#acknowledged(this.log.length - 1)
    })
  }

  /** What the primary has, whether or not a majority does: the mistake a control makes. */
  readLocal<R>(owner: string, look: (state: S) => R): Promise<R> {
    return this.#call(owner, async () => look(this.#newest.state))
  }

  /** A majority read of the primary; one that lost its office without noticing answers with what was. */
  readMajority<R>(owner: string, look: (state: S) => R): Promise<R> {
    return this.#call(owner, async () => {
      const index = this.#scheduler.dice.chance(0.1) ? this.#scheduler.dice.int(0, this.#majority) : this.#majority
      this.#seen.set(owner, Math.max(index, this.#seen.get(owner) ?? 0))
      return look(this.#at(index).state)
    })
  }

  /** A majority read that is not older than anything this process has read. */
  readCausal<R>(owner: string, look: (state: S) => R): Promise<R> {
    return this.#call(owner, async () => {
      const index = this.#scheduler.dice.int(this.#seen.get(owner) ?? 0, this.#majority)
      return look(this.#at(index).state)
    })
  }

  /** What is true at some instant between question and answer. */
  readLinearizable<R>(owner: string, look: (state: S, now: number) => R): Promise<R> {
    return this.#call(owner, async () => {
      const reply = look(this.#newest.state, this.now())
      await this.#untilMajority(this.log.length - 1)
      return reply
    })
  }

  /** The primary is gone; after `electionMs` another one answers, whose clock differs by `shiftMs`. */
  failOver(electionMs: number, shiftMs: number): void {
    const kept = this.#scheduler.dice.int(this.#majority, this.log.length - 1)
    this.log.length = kept + 1
    this.#term += 1
    this.#electing = true
    for (const { lost } of this.#waiting.splice(0)) lost(new Error('The primary stepped down.'))
    this.#scheduler.after(electionMs, () => this.#takeOffice(shiftMs), 'server')
  }

  #takeOffice(shiftMs: number): void {
    this.#electing = false
    this.#clockOffset += shiftMs
    this.#replicate(this.log.length - 1)
  }

  get #newest(): Entry<S> {
    return this.#at(this.log.length - 1)
  }

  #at(index: number): Entry<S> {
    const entry = this.log[index]
    if (entry === undefined) throw new Error(`The model has no entry ${index}.`)
    return entry
  }

  #append(state: S): Promise<void> {
    this.#add(state)
    return this.#acknowledged(this.log.length - 1)
  }

  #add(state: S): void {
    this.log.push({ state, at: this.now(), appliedAt: this.#scheduler.now(), committedAt: null })
    this.#replicate(this.log.length - 1)
  }

  #acknowledged(index: number): Promise<void> {
    return this.#hasty ? Promise.resolve() : this.#untilMajority(index)
  }

  #replicate(index: number): void {
    const term = this.#term
    this.#scheduler.after(
      lagMs * (0.5 + this.#scheduler.dice.random()),
      () => {
        if (term === this.#term) this.#commitUpTo(index)
      },
      'server',
    )
  }

  #commitUpTo(index: number): void {
    for (; this.#majority < index; this.#majority += 1) this.#at(this.#majority + 1).committedAt = this.#scheduler.now()
    const reached = this.#waiting.filter((waiting) => waiting.index <= this.#majority)
    this.#waiting = this.#waiting.filter((waiting) => waiting.index > this.#majority)
    for (const { done } of reached) done()
  }

  #untilMajority(index: number): Promise<void> {
    if (index <= this.#majority) return Promise.resolve()
    return new Promise((done, lost) => void this.#waiting.push({ index, done, lost }))
  }

  #call<R>(owner: string, serve: () => Promise<R>): Promise<R> {
    const fault = this.#faults.get(this.#messages)
    this.#messages += 1
    return new Promise<R>((resolve, reject) => {
      const giveUp = this.#scheduler.after(callMs, () => reject(new Error('No answer in time.')), owner)
      const back = (act: () => void) => {
        this.#scheduler.after(this.#travelMs(), act, owner)
        giveUp()
      }
      const arrive = (heard: boolean) => {
        const served = this.#electing ? Promise.reject(new Error('There is no primary.')) : serve()
        served.then(
          (reply) => heard && back(() => resolve(reply)),
          (error) => heard && back(() => reject(error)),
        )
      }
      for (const { afterMs, heard } of arrivals(fault)) {
        this.#scheduler.after(this.#travelMs() + afterMs, () => arrive(heard), 'server')
      }
    })
  }

  #travelMs(): number {
    return 0.2 + this.#scheduler.dice.random() * 2
  }
}

function arrivals(fault: Fault | undefined): readonly { readonly afterMs: number; readonly heard: boolean }[] {
  const now = { afterMs: 0, heard: true }
  if (fault === undefined) return [now]
  const later = { afterMs: fault.ms, heard: true }
  switch (fault.kind) {
    case 'loseRequest':
      return []
    case 'loseReply':
      return [{ ...now, heard: false }]
    case 'delayRequest':
      return [later]
    case 'echo':
      return [now, { ...later, heard: false }]
    case 'answerEcho':
      return [{ ...now, heard: false }, later]
  }
}
