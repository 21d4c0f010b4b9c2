import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import type { ConversationDocument } from '../../talk/documents.ts'
import { takeOver } from '../../talk/handOver.ts'
import { wasSaid } from '../../talk/say.ts'

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
  const { deps, actor } = ctx
  if (assignee === actor.key || (assignee !== null && evenIfTaken)) return
  try {
    await takeOver(deps, _id, { by: actor.key, from: null })
  } catch (error) {
    if (evenIfTaken && error instanceof AppError && error.code === 'not_allowed_now') return
    if (!(await wasSaid(ctx, _id))) throw error
  }
}
