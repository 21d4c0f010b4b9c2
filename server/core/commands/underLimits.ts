import { decide } from '../../../shared/domain/book/decide.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import type { Claim, Command } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { type Context, partyAt } from '../context.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { BookId, LaneAnswer, LaneRequest } from '../lane/ports.ts'
import type { Weight } from '../ledger/entry.ts'
import { withLedger } from '../ledger/withLedger.ts'
import { type Accepted, laneRequest, refused } from './submit.ts'

type Limited = Extract<Command, { readonly type: 'hold' | 'book' | 'confirm' | 'modify' }>

interface LimitedCommand {
  readonly bookId: BookId
  readonly command: Limited
  /** What the guest will have if it is accepted. */
  readonly weight: Weight
  /** By which the guest is known besides their session: blind indexes of phone and e-mail. */
  readonly alsoKnownBy?: readonly string[]
}

/** Puts a command into its book under the guest's limits; staff's are counted and not limited. @throws AppError */
export async function underLimits(
  ctx: Context,
  { bookId, command, weight, alsoKnownBy = [] }: LimitedCommand,
): Promise<Accepted> {
  const { deps, actor, requestId } = ctx
  const request = { ...laneRequest(ctx, bookId, command), requestId, command }
  const { staff } = request.by
  // Staff act for many guests: their own key is nobody's page.
  const guestKeys = [...(staff ? [] : [actor.key]), ...alsoKnownBy]
  const parts = { lanes: deps.lanes, ledger: deps.ledger, books: deps.store }
  const plan = { guestKeys, weight, limited: !staff }
  const isSeen = deps.lanes.peek(bookId) !== null
  const answer =
    (isSeen ? await refusedAlready(ctx, request) : null) ??
    (await deps.doors.through(bookId, async (waited) => {
      const refusal = waited || !isSeen ? await refusedAlready(ctx, request) : null
      return refusal ?? withLedger(parts, request, plan)
    }))
  if (answer.ok) return answer
  const { refusal } = answer
  if (refusal.code === 'hold_limit' || refusal.code === 'overlapping_booking') throw new AppError(refusal.code)
  throw refused(refusal, request.by)
}

/**
 * Of ten thousand who want one of the last places, most are refused from memory: what this node's copy refuses is asked
 * of the lane without effect, which proves it for a whole batch with one read, and no ledger page is written for it.
 */
async function refusedAlready({ deps }: Context, request: LaneRequest): Promise<LaneAnswer | null> {
  const { bookId, command, by } = request
  const book = await deps.lanes.atHand(bookId)
  if (book === null) return refusedWhenEmpty(deps, request)
  const rules = await deps.settings.rules(bookId, book.settingsVersion)
  if (decide(book, rules, command, by, deps.clock.now()).ok) return null
  const answer = await deps.lanes.submit({ ...request, dryRun: true })
  return answer.ok && !answer.replayed ? null : answer
}

/** Where there is no book yet, what even an empty one refuses (a closed day, a year from now) is refused without making one. */
async function refusedWhenEmpty(
  { settings, clock }: Context['deps'],
  { bookId, command, by }: LaneRequest,
): Promise<LaneAnswer | null> {
  const { venueId, date } = parseBookId(bookId)
  const newest = await settings.newestAtHand(venueId)
  const decision = decide(
    emptyBook(venueId, date, newest),
    await settings.rules(bookId, newest),
    command,
    by,
    clock.now(),
  )
  return decision.ok ? null : { ok: false, version: 0, refusal: decision.refusal }
}

/** When staff act for a guest, the guest's own page; a booking made by hand has none but those of phone and e-mail. */
export function holderPages(ctx: Context, venueId: string, { holder }: Claim): readonly string[] {
  return partyAt(ctx, venueId).staff && !holder.startsWith('venue:') ? [holder] : []
}
