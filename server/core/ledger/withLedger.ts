import type { Claim, Command } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { LaneError } from '../lane/laneError.ts'
import type { LaneAnswer, LaneRequest } from '../lane/ports.ts'
import type { Weight } from './entry.ts'
import type { Entered, Ledger, OwnEntry } from './ledger.ts'
import type { LimitRefusal } from './limits.ts'
import { type Books, readProven, recallAnswer } from './recall.ts'
import { weightOf } from './weight.ts'

/** A client's command that makes a claim or changes its time. */
export interface LedgerRequest extends LaneRequest {
  readonly requestId: string
  readonly command: Extract<
    LaneRequest['command'],
    { readonly type: 'hold' | 'book' | 'confirm' | 'modify' | 'assign' }
  >
}

export interface LedgerLanes {
  submit(request: LaneRequest): Promise<LaneAnswer>
}

export interface LedgerPlan {
  /**
   * Keys the guest is known by: the claim's holder first, then blind indexes of phone and address. A claim that is there
   * already is raised on every page that it is on.
   */
  readonly guestKeys: readonly string[]
  /** What the claim will weigh if the command is accepted; a hold's `until` is its `expiresAt`. */
  readonly weight: Weight
  /** False for staff: counted and not limited. */
  readonly limited: boolean
}

export type LimitRefused = { readonly ok: false; readonly refusal: LimitRefusal }

export interface LedgerParts {
  readonly lanes: LedgerLanes
  readonly ledger: Ledger
  readonly books: Books
}

/**
 * Runs a guest's command under their limits: first the entry, then the commit, then what the answer says of the entry.
 *
 * An execution whose outcome nobody knows leaves its entry to the sweep.
 *
 * @throws AppError `busy`, `outcome_unknown`; LaneError
 */
export async function withLedger(
  parts: LedgerParts,
  request: LedgerRequest,
  plan: LedgerPlan,
): Promise<LaneAnswer | LimitRefused> {
  const draft = draftOf(parts.ledger, request, plan)
  const { entered, own } = isRaise(request)
    ? await enterRaise(parts, request, draft)
    : { entered: await parts.ledger.enter(draft), own: draft }
  if (entered.kind === 'refused') return refuseOrRecall(parts.books, request, entered)
  const answer = await submit(parts, request, own)
  await reflect(parts.ledger, request, own, answer)
  return answer
}

function draftOf(ledger: Ledger, request: LedgerRequest, plan: LedgerPlan): OwnEntry {
  const { bookId, by, requestId, command } = request
  const name = { bookId, actor: by.key, requestId }
  return ledger.draft({ ...plan, name, claimId: command.claimId, raises: isRaise(request) })
}

/** Once no other request raises the claim: on all its pages, and with the weight that it will really have. */
async function enterRaise(
  { ledger, books }: LedgerParts,
  { bookId, command }: LedgerRequest,
  draft: OwnEntry,
): Promise<{ entered: Entered; own: OwnEntry }> {
  const first = await ledger.enter(draft)
  if (first.kind === 'refused') return { entered: first, own: draft }
  const pages = await ledger.pagesOf(bookId, command.claimId)
  const others = pages.filter((page) => !draft.guestKeys.includes(page))
  const own = { ...draft, guestKeys: [...draft.guestKeys, ...others] }
  const entered = others.length === 0 ? first : await ledger.enter(own)
  if (entered.kind === 'refused') return { entered, own }
  const read = await retryable(readProven(books, bookId))
  const claim = read?.book.claims[command.claimId]
  if (claim === undefined || isWeightOf(own.entry, command.type, claim)) return { entered, own }
  await ledger.remove(own)
  throw new AppError('busy', { retryAfterMs: 100 })
}

/** Is this what the claim will weigh, or has it changed since the weight was worked out? */
function isWeightOf({ kind, start, end, until }: Weight, type: Command['type'], claim: Claim): boolean {
  const weight = weightOf(after(type, claim, { start, end }))
  return weight.kind === kind && weight.start === start && weight.end === end && weight.until === until
}

function after(type: Command['type'], claim: Claim, moved: Pick<Claim, 'start' | 'end'>): Claim {
  if (type === 'confirm') return { ...claim, state: 'confirmed', expiresAt: null }
  return type === 'modify' ? { ...claim, ...moved } : claim
}

async function retryable<T>(step: Promise<T>): Promise<T> {
  try {
    return await step
  } catch (cause) {
    throw new AppError('outcome_unknown', { retryAfterMs: 1_000, cause })
  }
}

async function submit({ lanes, ledger }: LedgerParts, request: LedgerRequest, own: OwnEntry): Promise<LaneAnswer> {
  try {
    return await lanes.submit({ ...request, giveUpAt: own.entry.giveUpAt })
  } catch (error) {
    if (error instanceof LaneError && error.code === 'busy') await ledger.remove(own)
    throw error
  }
}

/** The request may have had its answer before, and the guest filled up since. */
async function refuseOrRecall(
  books: Books,
  { bookId, by, requestId, bodyHash }: LedgerRequest,
  { refusal, twinOpen }: Extract<Entered, { kind: 'refused' }>,
): Promise<LaneAnswer | LimitRefused> {
  const before = await retryable(recallAnswer(books, { bookId, actor: by.key, requestId, bodyHash }))
  if (before !== null) return before
  if (twinOpen) throw new AppError('outcome_unknown', { retryAfterMs: 2_000 })
  return { ok: false, refusal }
}

async function reflect(ledger: Ledger, request: LedgerRequest, own: OwnEntry, answer: LaneAnswer): Promise<void> {
  const isOwn = answer.ok && answer.claim?.id === request.command.claimId
  // Refused, or answered before for another claim: this execution had no effect.
  if (!isOwn || answer.claim === null) return ledger.remove(own)
  // A new claim is settled by its event; one that was raised gives back at once what it had before.
  if (isRaise(request)) ledger.settleLater(request.bookId, answer.version, answer.claim, own.entry.request)
}

function isRaise({ command }: LedgerRequest): boolean {
  return command.type === 'confirm' || command.type === 'modify' || command.type === 'assign'
}
