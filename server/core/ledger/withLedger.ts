import type { Instant } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { LaneError } from '../lane/laneError.ts'
import type { LaneAnswer, LaneRequest } from '../lane/ports.ts'
import type { Weight } from './entry.ts'
import type { Entered, Ledger, OwnEntry } from './ledger.ts'
import type { LimitRefusal } from './limits.ts'
import { type Books, recallAnswer } from './recall.ts'

/** A client's command that makes a claim or changes its time. */
export interface LedgerRequest extends LaneRequest {
  readonly requestId: string
  readonly command: Extract<LaneRequest['command'], { readonly type: 'hold' | 'book' | 'confirm' | 'modify' }>
}

/** A request whose commits carry `$$NOW < giveUpAt`: past it the ledger takes the entry for void. */
export interface BoundedRequest extends LaneRequest {
  readonly giveUpAt: Instant
}

export interface LedgerLanes {
  submit(request: BoundedRequest): Promise<LaneAnswer>
}

export interface LedgerPlan {
  /** Every key the guest is known by: session or account, blind indexes of phone and address. */
  readonly guestKeys: readonly string[]
  /** What the claim will weigh if the command is accepted; a hold's `until` is its `expiresAt`. */
  readonly weight: Weight
  /** False for staff: counted and not limited. */
  readonly limited: boolean
  /** Looks at the book before anything is written; a refusal that it returns must be final. */
  readonly dryRun?: () => Promise<LaneAnswer | null>
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
  const early = (await plan.dryRun?.()) ?? null
  if (early !== null) return early
  const own = draftOf(parts.ledger, request, plan)
  const entered = await parts.ledger.enter(own)
  if (entered.kind === 'refused') return refuseOrRecall(parts.books, request, entered)
  const answer = await submit(parts, request, own)
  await reflect(parts.ledger, request, own, answer)
  return answer
}

function draftOf(ledger: Ledger, request: LedgerRequest, plan: LedgerPlan): OwnEntry {
  const { bookId, by, requestId, command } = request
  return ledger.draft({ ...plan, name: { bookId, actor: by.key, requestId }, claimId: command.claimId })
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
  { code, twinOpen }: Extract<Entered, { kind: 'refused' }>,
): Promise<LaneAnswer | LimitRefused> {
  const before = await recallAnswer(books, { bookId, actor: by.key, requestId, bodyHash })
  if (before !== null) return before
  if (twinOpen) throw new AppError('outcome_unknown', { retryAfterMs: 2_000 })
  return { ok: false, refusal: { code } }
}

async function reflect(ledger: Ledger, request: LedgerRequest, own: OwnEntry, answer: LaneAnswer): Promise<void> {
  const isOwn = answer.ok && answer.claim?.id === request.command.claimId
  // Refused, or answered before for another claim: this execution had no effect.
  if (!isOwn || answer.claim === null) return ledger.remove(own)
  // A new claim is settled by its event; one that was raised gives back at once what it had before.
  if (isRaise(request)) ledger.settleLater(request.bookId, answer.version, answer.claim, own.entry.request)
}

function isRaise({ command }: LedgerRequest): boolean {
  return command.type === 'confirm' || command.type === 'modify'
}
