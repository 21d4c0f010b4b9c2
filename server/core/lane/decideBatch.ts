import { decide } from '../../../shared/domain/book/decide.ts'
import { mergeGuards, noGuards } from '../../../shared/domain/book/guards.ts'
import type {
  Book,
  BookEvent,
  Claim,
  Command,
  Decision,
  Guards,
  Instant,
  Party,
  Rules,
} from '../../../shared/domain/book/types.ts'
import type { Copy } from './copy.ts'
import { DraftBook } from './draftBook.ts'
import type { Entry } from './entry.ts'
import type { EventRecord, LaneAnswer } from './ports.ts'

export interface Answered {
  readonly entry: Entry
  readonly answer: LaneAnswer
}

/** What a batch comes to, before anything is written. */
export interface Plan {
  /** False: nothing has an effect, and a read is enough to let the answers leave. */
  readonly writes: boolean
  /** The book as it will be, its version already raised if something is written. */
  readonly after: Book
  readonly events: readonly EventRecord[]
  /** Have an effect: true once the write is. Under `guards`, theirs alone. */
  readonly accepted: readonly Answered[]
  readonly guards: Guards
  /** Refused, or accepted without effect. Under `idleGuards`. */
  readonly idle: readonly Answered[]
  readonly idleGuards: Guards
  /** Met a bundle whose outcome has to be fetched first. */
  readonly met: readonly { readonly entry: Entry; readonly bundleId: string }[]
  /** Their deadlines contradict those before them: for the next batch. */
  readonly left: readonly Entry[]
}

export interface BatchInput {
  readonly copy: Copy
  readonly bookId: string
  readonly entries: readonly Entry[]
  /** By settings version: the book's own and each that the batch adopts. */
  readonly rules: ReadonlyMap<number, Rules>
  readonly now: Instant
}

/** Decides the commands one after another on the same copy. One that is refused, or that breaks the rules, fails alone. */
export function decideBatch(input: BatchInput): Plan {
  const draft = new Draft(input)
  for (const [index, entry] of input.entries.entries()) {
    if (!draft.take(entry)) return draft.plan(input.entries.slice(index))
  }
  return draft.plan([])
}

/** Finishing a bundle is nobody's command, and idempotent. */
const system: Party = { key: 'system', staff: true }

class Draft {
  readonly #input: BatchInput
  readonly #version: number
  readonly #draft: DraftBook
  #guards = noGuards
  #idleGuards = noGuards
  readonly #events: EventRecord[] = []
  readonly #accepted: { entry: Entry; decision: Accepted }[] = []
  readonly #idle: { entry: Entry; decision: Decision }[] = []
  readonly #met: { entry: Entry; bundleId: string }[] = []

  constructor(input: BatchInput) {
    this.#input = input
    this.#draft = new DraftBook(input.copy.book)
    this.#version = input.copy.book.version + 1
  }

  /** @returns false if the batch has to end before it */
  take(entry: Entry): boolean {
    try {
      return this.#sort(entry, this.#decide(entry.request.command, entry.request.by), new Set())
    } catch (error) {
      // Rules that break their word are a bug in them; the other commands of the batch have nothing to do with it.
      entry.reject(error)
      return true
    }
  }

  #decide(command: Command, by: Party): Decision {
    const { book } = this.#draft
    const adopted = command.type === 'adopt' ? command.settingsVersion : 0
    const version = Math.max(adopted, book.settingsVersion)
    const rules = this.#input.rules.get(version)
    if (rules === undefined) throw new Error(`Rules of settings ${version} are missing.`)
    return decide(book, rules, command, by, this.#input.now)
  }

  #sort(entry: Entry, decision: Decision, finished: Set<string>): boolean {
    if (!decision.ok && decision.refusal.code === 'bundle_open') {
      const { bundleId } = decision.refusal
      const outcome = entry.outcomes.get(bundleId)
      if (outcome === undefined) return this.#met.push({ entry, bundleId }) > 0
      if (outcome !== 'open' && !finished.has(bundleId)) return this.#finish(entry, bundleId, outcome, finished)
    }
    if (!decision.ok || decision.events.length === 0) return this.#takeIdle(entry, decision)
    if (entry.request.dryRun) return this.#answerOnly(entry, decision)
    return this.#takeAccepted(entry, decision)
  }

  #finish(entry: Entry, bundleId: string, outcome: 'committed' | 'aborted', finished: Set<string>): boolean {
    const command = { type: 'bundleFinish', bundleId, outcome } as const
    const decision = this.#decide(command, system)
    if (
      decision.ok &&
      !this.#record(decision, { actor: system.key, requestId: null, bodyHash: '', op: command.type })
    ) {
      return false
    }
    const again = this.#decide(entry.request.command, entry.request.by)
    return this.#sort(entry, again, new Set([...finished, bundleId]))
  }

  #takeIdle(entry: Entry, decision: Decision): boolean {
    this.#idle.push({ entry, decision })
    this.#idleGuards = mergeGuards(this.#idleGuards, decision.guards)
    return true
  }

  /** What would have been is no promise: it needs no proof. */
  #answerOnly(entry: Entry, decision: Accepted): boolean {
    entry.resolve(answerOf(decision, this.#input.copy.book.version))
    return true
  }

  #takeAccepted(entry: Entry, decision: Accepted): boolean {
    const { command, by, requestId, bodyHash, giveUpAt = null } = entry.request
    const guards = mergeGuards(decision.guards, { notBefore: null, before: giveUpAt })
    if (!this.#record({ ...decision, guards }, { actor: by.key, requestId, bodyHash, op: command.type })) return false
    this.#accepted.push({ entry, decision })
    return true
  }

  #record(decision: Accepted, head: Pick<EventRecord, 'actor' | 'requestId' | 'bodyHash' | 'op'>): boolean {
    const guards = mergeGuards(this.#guards, decision.guards)
    if (contradict(guards)) return false
    this.#guards = guards
    this.#draft.take(decision.events)
    const last = decision.events.at(-1)
    for (const event of decision.events) {
      const answer = event === last && head.requestId !== null ? answerIn(event, decision.claim) : null
      const position = { book: this.#input.bookId, version: this.#version, n: this.#events.length }
      this.#events.push({ ...position, ...head, event, answer })
    }
    return true
  }

  plan(left: readonly Entry[]): Plan {
    const standing = this.#input.copy.book.version
    const writes = this.#events.length > 0 || this.#idle.some(({ entry }) => mayLand(entry, standing))
    const version = writes ? this.#version : standing
    const answered = ({ entry, decision }: { entry: Entry; decision: Decision }): Answered => ({
      entry,
      answer: answerOf(decision, version),
    })
    return {
      writes,
      after: { ...this.#draft.book, version },
      events: this.#events,
      accepted: this.#accepted.map(answered),
      guards: this.#guards,
      idle: this.#idle.map(answered),
      idleGuards: this.#idleGuards,
      met: this.#met,
      left,
    }
  }
}

type Accepted = Extract<Decision, { readonly ok: true }>

/**
 * May an earlier write of this command, ours or that of a node that died, still land on this version? Then an answer
 * without effect could turn out wrong, and a commit without events has to end that first: no dearer than the read.
 */
function mayLand({ sentOn, request }: Entry, standing: number): boolean {
  return sentOn === standing || request.retried === true
}

/** A client's command ends with the event that its answer is about. */
function answerIn(event: BookEvent, claim: Claim | null): 'claim' | 'none' {
  if (claim === null) return 'none'
  if (!('claim' in event) || event.claim !== claim) throw new Error('The answer is not what the last event says.')
  return 'claim'
}

function contradict({ notBefore, before }: Guards): boolean {
  return notBefore !== null && before !== null && notBefore >= before
}

function answerOf(decision: Decision, version: number): LaneAnswer {
  if (!decision.ok) return { ok: false, version, refusal: decision.refusal }
  return { ok: true, version, claim: decision.claim, replayed: false }
}
