import type { Command } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { BookId } from '../lane/ports.ts'
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
export async function underLimits(ctx: Context, { bookId, command, weight, alsoKnownBy = [] }: LimitedCommand): Promise<Accepted> {
  const { deps, actor, requestId } = ctx
  const request = { ...laneRequest(ctx, bookId, command), requestId, command }
  const { staff } = request.by
  // Staff act for many guests: their own key is nobody's page.
  const guestKeys = [...(staff ? [] : [actor.key]), ...alsoKnownBy]
  const parts = { lanes: deps.lanes, ledger: deps.ledger, books: deps.store }
  const answer = await withLedger(parts, request, { guestKeys, weight, limited: !staff })
  if (answer.ok) return answer
  const { refusal } = answer
  if (refusal.code === 'hold_limit' || refusal.code === 'overlapping_booking') throw new AppError(refusal.code)
  throw refused(refusal, request.by)
}
