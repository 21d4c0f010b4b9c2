import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { findConversation } from './conversations.ts'
import type { ChangeRecord, ConversationDocument } from './documents.ts'
import { accountIdOf } from './people.ts'

type Needs = Pick<Deps, 'collections' | 'talked' | 'stirred' | 'clock' | 'probe'>

/** Requests that are remembered on a conversation. */
const remembered = 20
const tries = 20

interface Hands {
  /** Actor keys; null: nobody. */
  readonly from: string | null
  readonly to: string | null
  readonly record?: ChangeRecord
}

/**
 * Gives a conversation from one to another, if it is still there: of several who do so at once one succeeds, whatever
 * else is written to the row meanwhile.
 *
 * @returns null: somebody else has it
 */
export async function handOver(
  { collections, talked, stirred, clock, probe }: Needs,
  conversationId: string,
  { from, to, record }: Hands,
): Promise<ConversationDocument | null> {
  // A row that nobody was ever given has no such field; null finds both.
  const compared = probe?.breaks('take-unseen') === true ? {} : { assignee: from }
  const written = await collections.conversations.findOneAndUpdate(
    { _id: conversationId, ...compared },
    {
      $set: {
        assignee: to,
        givenAt: to === null ? null : clock.now(),
        given: null,
        ...(from !== null && from !== to && { last: from }),
      },
      $inc: { version: 1 },
      $push: {
        ...(record !== undefined && { handed: { $each: [record], $slice: -remembered } }),
        // Whoever lets it go is not given it again while somebody else has room.
        ...(from !== null && to === null && { 'wait.takenFrom': from }),
      },
    },
    { returnDocument: 'after', maxTimeMS: 3000 },
  )
  if (written === null) return null
  talked.tell(written)
  stirred.tell(written.deskId)
  return written
}

/**
 * @param from whoever may have it without being asked; null: nobody
 * @throws AppError `not_found`, `not_allowed_now` with `taken`, `busy`
 */
export async function takeOver(
  deps: Needs,
  conversationId: string,
  { by, from }: { readonly by: string; readonly from: string | null },
): Promise<ConversationDocument> {
  for (let left = tries; left > 0; left--) {
    const before = await findConversation(deps, conversationId)
    if (before === null) throw new AppError('not_found')
    const has = before.assignee ?? null
    if (has === by) return before
    if (has !== null && has !== from) throw taken(has)
    const written = await handOver(deps, conversationId, { from: has, to: by })
    if (written !== null) return written
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

/** Says who has it. */
export function taken(holder: string): AppError {
  return new AppError('not_allowed_now', { reason: 'taken', holder: accountIdOf(holder) ?? '' })
}
