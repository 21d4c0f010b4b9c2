import { dueClaims, isDue, nextDeadline } from './deadlines.ts'
import { mergeGuards } from './guards.ts'
import { adopt } from './handlers/adopt.ts'
import { advance } from './handlers/advance.ts'
import { assign } from './handlers/assign.ts'
import { block } from './handlers/block.ts'
import { book as bookForGuest } from './handlers/book.ts'
import { bundleFinish } from './handlers/bundleFinish.ts'
import { bundleHold } from './handlers/bundleHold.ts'
import { bundleLeave } from './handlers/bundleLeave.ts'
import { cancel } from './handlers/cancel.ts'
import { confirm } from './handlers/confirm.ts'
import { expire } from './handlers/expire.ts'
import { hold } from './handlers/hold.ts'
import { modify } from './handlers/modify.ts'
import { move } from './handlers/move.ts'
import { release } from './handlers/release.ts'
import { walkIn } from './handlers/walkIn.ts'
import { occupies } from './lifecycle.ts'
import { type Handler, refuse, type Situation } from './situation.ts'
import type { Book, BookEvent, Claim, Command, CommandType, Decision, Instant, Party, Rules } from './types.ts'

const handlers: { readonly [T in CommandType]: Handler<T> } = {
  hold,
  book: bookForGuest,
  walkIn,
  block,
  confirm,
  assign,
  release,
  cancel,
  modify,
  move,
  advance,
  expire,
  adopt,
  bundleHold,
  bundleLeave,
  bundleFinish,
}

/**
 * What a command does to the book, or why it does nothing. Pure: the same for everybody who decides it.
 *
 * An accepted decision first ends every claim that is due, so that nobody's command depends on a tidy-up job; a refused
 * one writes nothing, and its guards say when the refusal is true.
 *
 * @param rules those of exactly the book's `settingsVersion`; for `adopt` those it adopts
 * @param now an estimate of the primary's clock; the guards are what of it the decision needs
 * @throws Error if the rules break their word, or are of settings that the book has not adopted: a bug, no refusal
 */
export function decide(book: Book, rules: Rules, command: Command, by: Party, now: Instant): Decision {
  if (command.type !== 'adopt' && rules.settingsVersion !== book.settingsVersion) return mismatch(book, rules)
  const { due, standing, lastDue } = lookAt(book, now)
  const decision = run({ book, rules, by, now, standing, lastDue }, command)
  if (!decision.ok) return decision
  const guards = mergeGuards({ notBefore: lastDue, before: null }, decision.guards)
  return { ...decision, events: [...due.map(expired), ...decision.events], guards }
}

function run(at: Situation, command: Command): Decision {
  // The map's type binds each handler to its command; TypeScript cannot follow that through a look-up by `type`.
  const handle = handlers[command.type] as (at: Situation, command: Command) => Decision
  return handle(at, command)
}

function mismatch(book: Book, rules: Rules): Decision {
  if (rules.settingsVersion < book.settingsVersion) return refuse({ code: 'settings_behind' })
  throw new Error(`Rules of settings ${rules.settingsVersion} for a book that has adopted ${book.settingsVersion}.`)
}

/** A book between two deadlines: the same for every command that is decided in it. */
interface Look {
  readonly due: readonly Claim[]
  readonly standing: readonly Claim[]
  readonly lastDue: Instant | null
  readonly nextDue: Instant | null
}

const looks = new WeakMap<Book, Look>()

/** Worked out once for a book and the time to its next deadline: thousands may ask for the last places of a night. */
function lookAt(book: Book, now: Instant): Look {
  const known = looks.get(book)
  if (known !== undefined && now >= (known.lastDue ?? -Infinity) && now < (known.nextDue ?? Infinity)) return known
  const due = dueClaims(book, now)
  const standing = Object.values(book.claims).filter((claim) => occupies(claim.state) && !isDue(claim, now))
  const look = { due, standing, lastDue: due.at(-1)?.expiresAt ?? null, nextDue: nextDeadline(book, now) }
  looks.set(book, look)
  return look
}

function expired(claim: Claim): BookEvent {
  return { type: 'claim.ended', claim, end: 'expired', why: 'due' }
}
