import type { Command, Party, Reason } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { type Context, partyAt } from '../context.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { BookId, LaneAnswer, LaneRequest } from '../lane/ports.ts'

export type Accepted = Extract<LaneAnswer, { ok: true }>
type Refused = Extract<LaneAnswer, { ok: false }>

/** A client's command as the lane takes it. */
export function laneRequest(ctx: Context, bookId: BookId, command: Command): LaneRequest {
  const by = partyAt(ctx, parseBookId(bookId).venueId)
  return { bookId, command, by, requestId: ctx.requestId, bodyHash: ctx.bodyHash, retried: ctx.retry }
}

/** Puts a command into its book. @throws AppError `not_found`, and what the book refuses, in the asker's words */
export async function submit(ctx: Context, bookId: BookId, command: Command): Promise<Accepted> {
  const { lanes, settings } = ctx.deps
  const request = laneRequest(ctx, bookId, command)
  // A restaurant that is not there has no book, and the lane would wait for one in vain.
  if (lanes.peek(bookId) === null) await settings.newestAtHand(parseBookId(bookId).venueId)
  const answer = await lanes.submit(request)
  if (!answer.ok) throw refused(answer.refusal, request.by)
  return answer
}

export function refused(refusal: Refused['refusal'], by: Party): AppError {
  switch (refusal.code) {
    case 'slot_unavailable':
      return new AppError('slot_unavailable', { reason: by.staff ? refusal.reason : publicReason(refusal.reason) })
    case 'not_allowed_now':
      return new AppError('not_allowed_now', { reason: `${refusal.from ?? 'ended'} -> ${refusal.to}` })
    // Both pass by themselves, in well under a bundle's deadline.
    case 'bundle_open':
    case 'settings_behind':
      return new AppError('busy', { retryAfterMs: 500 })
    case 'share_held':
      return new AppError('sign_in_first')
    case 'not_found':
    case 'hold_expired':
    case 'request_id_reused':
      return new AppError(refusal.code)
  }
}

/** Stock that the public may not see reads as no stock. */
export function publicReason(reason: Reason): Reason {
  return reason === 'private_stock' ? 'no_table_fits' : reason
}
