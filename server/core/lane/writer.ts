import type { Book, Guards, Rules } from '../../../shared/domain/book/types.ts'
import { attempt } from './attempt.ts'
import { bookWrite } from './bookWrite.ts'
import { advance, type Copy, copyOf } from './copy.ts'
import { type Answered, decideBatch, type Plan } from './decideBatch.ts'
import type { Entry } from './entry.ts'
import { KnownRequests } from './knownRequests.ts'
import { LaneError } from './laneError.ts'
import { lookUp } from './lookUp.ts'
import { Pace } from './pace.ts'
import type { BookId, BookRead, LaneDeps, LaneLimits } from './ports.ts'

/** Decides batches on this node's copy of one book and writes them; one batch at a time. */
export class Writer {
  readonly #bookId: BookId
  readonly #deps: LaneDeps
  readonly #limits: LaneLimits
  readonly #pace: Pace
  readonly #known: KnownRequests
  #copy: Copy | null = null
  #reading: Promise<Book | null> | null = null
  #working = false

  constructor(bookId: BookId, deps: LaneDeps, limits: LaneLimits) {
    this.#bookId = bookId
    this.#deps = deps
    this.#limits = limits
    this.#pace = new Pace(deps)
    this.#known = new KnownRequests(bookId, limits.knownRequests)
  }

  /** The copy, not necessarily the newest; null if there is none. */
  get book(): Book | null {
    return this.#copy?.book ?? null
  }

  /** The next batch reads the book anew. */
  forget(): void {
    if (this.#copy !== null) this.#known.keep(this.#copy)
    this.#copy = null
  }

  /** The copy, whatever its version, or what is just being read anyway. Null: there is no such book. */
  async atHand(): Promise<Book | null> {
    if (this.#copy !== null) return this.#copy.book
    this.#reading ??= this.refresh(0).finally(() => (this.#reading = null))
    return this.#reading
  }

  /** Reads the book unless the copy is of that version or a newer one. Null: there is no such book. */
  async refresh(atLeast: number): Promise<Book | null> {
    if (this.#copy !== null && this.#copy.book.version >= atLeast) return this.#copy.book
    const read = await this.#deps.store.read(this.#bookId)
    if (read === null) return null
    if (this.#copy !== null && this.#copy.book.version >= read.book.version) return this.#copy.book
    if (!this.#working) this.#take(read)
    return read.book
  }

  #take(read: BookRead): Copy {
    this.forget()
    return (this.#copy = copyOf(read))
  }

  /**
   * Answers what it can.
   *
   * @returns the commands to be decided again
   * @throws whatever the store, the settings or the bundles threw; what is not settled then is to be decided again
   */
  async work(batch: readonly Entry[]): Promise<readonly Entry[]> {
    this.#working = true
    try {
      return await this.#decide(batch)
    } finally {
      this.#working = false
    }
  }

  /** What was sent and never cleared up may have happened; that must not read as if it had not. */
  giveUp(entry: Entry, cause: unknown): void {
    entry.reject(new LaneError(entry.sentOn === null ? 'busy' : 'outcome_unknown', 500, cause))
  }

  async #decide(batch: readonly Entry[]): Promise<readonly Entry[]> {
    const copy = await this.#current()
    await this.#known.catchUp(this.#deps.store, copy)
    const open = await lookUp(this.#deps.store, this.#bookId, { copy, known: this.#known }, batch)
    const now = Math.max(this.#deps.clock.now(), copy.committedAt)
    const entries = this.#thatFit(copy, this.#inTime(open, now))
    if (entries.length === 0) return []
    const rules = await this.#rules(copy, entries)
    const plan = decideBatch({ copy, bookId: this.#bookId, entries, rules, now })
    const again = await (plan.writes ? this.#commit(copy, plan, now) : this.#confirm(plan))
    await this.#settleBundles(plan)
    return [...again, ...plan.met.map(({ entry }) => entry), ...plan.left]
  }

  async #current(): Promise<Copy> {
    const copy = this.#copy
    // Only a read forgets answers and shrinks the size: a copy that grew too far is read anew.
    if (copy !== null && copy.answers.size <= this.#limits.copyAnswers && copy.bytes <= this.#limits.bookBytes) {
      return copy
    }
    return this.#take((await this.#deps.store.read(this.#bookId)) ?? (await this.#create()))
  }

  async #create(): Promise<BookRead> {
    await this.#deps.store.create(this.#bookId, await this.#deps.rules.newest(this.#bookId))
    const read = await this.#deps.store.read(this.#bookId)
    if (read === null) throw new Error('A book just made is not there to be read yet.')
    return read
  }

  /** Past its time a command would only ever miss its guard. */
  #inTime(entries: readonly Entry[], now: number): readonly Entry[] {
    for (const entry of entries) {
      const { giveUpAt } = entry.request
      if (giveUpAt !== undefined && now >= giveUpAt) this.giveUp(entry, new Error('too late for this command'))
    }
    return entries.filter(({ settled }) => !settled)
  }

  #thatFit(copy: Copy, entries: readonly Entry[]): readonly Entry[] {
    if (copy.bytes <= this.#limits.bookBytes) return entries
    const tooMany = entries.filter(({ request }) => addsClaim.has(request.command.type))
    for (const entry of tooMany) {
      this.giveUp(entry, new Error(`The book has ${copy.bytes} bytes and takes no more claims.`))
    }
    return entries.filter(({ settled }) => !settled)
  }

  async #rules(copy: Copy, entries: readonly Entry[]): Promise<ReadonlyMap<number, Rules>> {
    const versions = new Set([copy.book.settingsVersion])
    for (const {
      request: { command },
    } of entries) {
      if (command.type === 'adopt' && command.settingsVersion > copy.book.settingsVersion) {
        versions.add(command.settingsVersion)
      }
    }
    const load = async (version: number) => [version, await this.#deps.rules.rules(this.#bookId, version)] as const
    return new Map(await Promise.all([...versions].map(load)))
  }

  async #commit(copy: Copy, plan: Plan, now: number): Promise<readonly Entry[]> {
    const { probe, nodeId, newId, monotonic } = this.#deps
    await probe?.at(plan.accepted.length >= 5 ? 'K6.grouped' : 'K1.validated')
    const write = bookWrite({ bookId: this.#bookId, at: now, nodeId, attemptId: newId() }, copy.book, plan)
    for (const { entry } of plan.accepted) entry.sentOn = copy.book.version
    const startedAt = monotonic()
    const pause = () => this.#pace.afterMiss()
    const outcome = await attempt(this.#deps, write, { unknownMs: this.#limits.unknownMs, pause })
    switch (outcome.kind) {
      case 'applied':
        return this.#afterWin(copy, plan, monotonic() - startedAt)
      case 'outrun':
        this.forget()
        if (outcome.read !== null) this.#take(outcome.read)
        for (const { entry } of plan.accepted) entry.sentOn = null
        break
      case 'guarded':
        await this.#deps.clock.correct()
        break
      case 'unknown':
        this.forget()
        for (const { entry } of plan.accepted) this.giveUp(entry, outcome.error)
    }
    return entriesOf([...plan.accepted, ...plan.idle]).filter(({ settled }) => !settled)
  }

  async #afterWin(copy: Copy, plan: Plan, tookMs: number): Promise<readonly Entry[]> {
    const { version, settingsVersion } = plan.after
    this.#copy = advance(copy, plan.after, plan.events, plan.guards.notBefore)
    await this.#deps.probe?.at('K3.committed')
    this.#deps.onCommit({ bookId: this.#bookId, version, settingsVersion }, plan.after)
    settle(plan.accepted)
    // The write proved the version. What a refusal says about time it did not prove.
    const again = isTimeless(plan.idleGuards) ? settle(plan.idle) : await this.#confirm(plan)
    await this.#pace.afterWin(tookMs)
    return again
  }

  /** Lets answers without an effect go, if the book and the clock are still what they rest on. */
  async #confirm({ idle, idleGuards, after }: Plan): Promise<readonly Entry[]> {
    if (idle.length === 0) return []
    if (idle.every(({ entry }) => entry.request.command.type === 'expire')) return this.#seeAgain(idle, after.version)
    const proof = await this.#deps.store.readLinearizable(this.#bookId, idleGuards)
    if (proof?.version === after.version) return settle(idle)
    this.forget()
    if (proof === null) await this.#deps.clock.correct()
    return entriesOf(idle)
  }

  /** Nobody rests on there being nothing to tidy up: that the copy was not an old one is enough. */
  async #seeAgain(idle: readonly Answered[], version: number): Promise<readonly Entry[]> {
    const read = await this.#deps.store.read(this.#bookId)
    if (read?.book.version === version) return settle(idle)
    this.forget()
    return entriesOf(idle)
  }

  async #settleBundles({ met }: Plan): Promise<void> {
    const fetch = async ({ entry, bundleId }: Plan['met'][number]) => {
      const why = entry.request.command.type === 'cancel' ? 'cancel' : 'met'
      entry.outcomes.set(bundleId, await this.#deps.bundles.settle(bundleId, why))
    }
    await Promise.all(met.map(fetch))
  }
}

const addsClaim: ReadonlySet<string> = new Set(['hold', 'book', 'walkIn', 'block', 'bundleHold'])

function settle(answered: readonly Answered[]): readonly Entry[] {
  for (const { entry, answer } of answered) entry.resolve(answer)
  return []
}

function entriesOf(answered: readonly Answered[]): readonly Entry[] {
  return answered.map(({ entry }) => entry)
}

function isTimeless({ notBefore, before }: Guards): boolean {
  return notBefore === null && before === null
}
