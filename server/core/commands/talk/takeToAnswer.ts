import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import type { ConversationDocument } from '../../talk/documents.ts'
import { takeOver } from '../../talk/handOver.ts'

/**
 * Whoever answers has it, so that nobody else answers the same without knowing. What was said before stays said, also
 * where somebody else has it by now.
 *
 * @param evenIfTaken they know that somebody else has it, or may have it a moment later: that one keeps it
 * @throws AppError `not_allowed_now` with `taken`
 */
export async function takeToAnswer(
  ctx: Context,
  { _id, assignee = null }: ConversationDocument,
  evenIfTaken: boolean,
): Promise<void> {
  const { deps, actor, requestId } = ctx
  if (assignee === actor.key || (assignee !== null && evenIfTaken)) return
  try {
    await takeOver(deps, _id, { by: actor.key, from: null })
  } catch (error) {
    if (evenIfTaken && error instanceof AppError && error.code === 'not_allowed_now') return
    const said = { stream: _id, sender: actor.key, requestId }
    const found = await deps.collections.messages.findOne(said, { projection: { _id: 1 }, maxTimeMS: 3000 })
    if (found === null) throw error
  }
}
