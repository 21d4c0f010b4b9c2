import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { ConversationDocument, MessageDocument } from './documents.ts'
import { keyed } from './say.ts'

/** Changes of one message that are remembered. */
const remembered = 60
const tries = 20

type Changed = Pick<MessageDocument, 'text'> &
  Partial<Pick<MessageDocument, 'was' | 'editedAt' | 'withdrawnAt' | 'reactions' | 'outcome'>>

/**
 * Changes a message once for each request, however often and late it comes: one that was made is remembered on it.
 *
 * @param change what is different after it; null: nothing. May throw an AppError
 * @throws AppError `not_found`, `request_id_reused`, `busy`
 */
export async function changeMessage(
  ctx: Context,
  { conversation, seq }: { readonly conversation: ConversationDocument; readonly seq: number },
  change: (message: MessageDocument) => Changed | null,
): Promise<void> {
  const { deps, actor, requestId } = ctx
  const { messages } = deps.collections
  const record = { actor: actor.key, requestId, bodyHash: keyed(ctx, ctx.bodyHash) }
  for (let left = tries; left > 0; left--) {
    const before = await messages.findOne({ stream: conversation._id, seq }, { maxTimeMS: 3000 })
    if (before === null) throw new AppError('not_found')
    const made = before.changes?.find((one) => one.actor === record.actor && one.requestId === requestId)
    if (made !== undefined) {
      if (made.bodyHash !== record.bodyHash) throw new AppError('request_id_reused')
      return
    }
    const after = change(before)
    if (after === null) return
    const { matchedCount } = await messages.updateOne(
      { _id: before._id, rev: before.rev },
      { $set: after, $inc: { rev: 1 }, $push: { changes: { $each: [record], $slice: -remembered } } },
      { maxTimeMS: 3000 },
    )
    if (matchedCount === 0) continue
    deps.talked.tell(conversation)
    return
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}
