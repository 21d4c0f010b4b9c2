import { decide } from '../../../shared/domain/book/decide.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import type { Claim, Command } from '../../../shared/domain/book/types.ts'
import { type Context, partyAt } from '../context.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { BookId, LaneAnswer, LaneRequest } from '../lane/ports.ts'
import type { Weight } from '../ledger/entry.ts'
import { withLedger } from '../ledger/withLedger.ts'
import { isLimit, limitRefused } from './limitRefused.ts'
import { type Accepted, laneRequest, refused } from './submit.ts'

type Limited = Extract<Command, { readonly type: 'hold' | 'book' | 'confirm' | 'modify' }>

/** Holds of a partner count on no guest's page: about as many as this at once, for a hold of the usual five minutes. */
const partnerHolds = { points: 100, perSeconds: 300 } as const

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
  if (actor.scopes !== undefined && command.type === 'hold') {
    await deps.limits.take('partner.holds', partnerHolds, actor.key)
  }
  // Staff act for many guests: their own key is nobody's page.
  const guestKeys = [...(staff ? [] : pagesOf(actor.key)), ...alsoKnownBy]
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
  if (isLimit(refusal)) throw limitRefused(deps, refusal)
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
  return partyAt(ctx, venueId).staff ? pagesOf(holder) : []
}

/** The page of a person; a restaurant and a partner stand for many. */
export function pagesOf(key: string): readonly string[] {
  return key.startsWith('guest:') || key.startsWith('account:') ? [key] : []
}
