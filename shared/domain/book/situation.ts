import { noGuards } from './guards.ts'
import type {
  Book,
  BookEvent,
  Claim,
  Command,
  CommandType,
  Decision,
  Guards,
  Instant,
  Party,
  Refusal,
  Rules,
} from './types.ts'

/** What a command is decided in. */
export interface Situation {
  readonly book: Book
  readonly rules: Rules
  readonly by: Party
  readonly now: Instant
  /** The claims that occupy something: those that are due, or a no-show, are left out. */
  readonly standing: readonly Claim[]
  /** The latest instant at which a claim ran out that is still in the book; null if none did. */
  readonly lastDue: Instant | null
}

export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>

/** Decides one kind of command. What is due is ended around it, by `decide`. */
export type Handler<T extends CommandType> = (at: Situation, command: CommandOf<T>) => Decision

export type Refused = Extract<Decision, { readonly ok: false }>

/** An accepted command: its own events, and the claim it leaves behind. */
export function accept(events: readonly BookEvent[], claim: Claim | null, guards: Guards = noGuards): Decision {
  return { ok: true, events, guards, claim }
}

/** A refused command; `guards` say when the refusal is true. */
export function refuse(refusal: Refusal, guards: Guards = noGuards): Refused {
  return { ok: false, refusal, guards }
}
