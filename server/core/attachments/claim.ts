import type { Attachment } from '../../../shared/contract/talk.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { presentAttachment } from './attachments.ts'

/** Longer than a message is under way. */
const sendingMs = 3_600_000

/**
 * Looks only.
 *
 * @throws AppError `invalid_input` with path `attachments.<n>` for what is not there, not theirs, of another conversation
 * or in another message, all alike
 */
export async function mustWait(ctx: Context, stream: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await ctx.deps.collections.attachments
    .find({ ...waitingOf(ctx, stream), _id: { $in: [...ids] } }, { projection: { _id: 1 }, maxTimeMS: 3000 })
    .toArray()
  const missing = ids.findIndex((id) => !found.some(({ _id }) => _id === id))
  if (missing !== -1) throw notTheirs(missing)
}

/**
 * Files for the message that is about to be said: from now on they are its own, whatever becomes of it. Asked again
 * under the same request they are so still; a message that was given up leaves them to the sweep.
 *
 * @throws AppError as `mustWait`, which comes first, so that none is taken where one is missing
 */
export async function claimAttachments(
  ctx: Context,
  stream: string,
  ids: readonly string[],
): Promise<readonly Attachment[]> {
  const { deps, requestId } = ctx
  const claimed: Attachment[] = []
  for (const [index, _id] of ids.entries()) {
    const row = await deps.collections.attachments.findOneAndUpdate(
      { ...waitingOf(ctx, stream), _id },
      { $set: { usedBy: requestId }, $max: { lookAt: deps.clock.now() + sendingMs } },
      { returnDocument: 'after', maxTimeMS: 3000 },
    )
    if (row === null) throw notTheirs(index)
    claimed.push(presentAttachment(deps, row))
  }
  return claimed
}

function waitingOf({ actor, requestId }: Context, stream: string) {
  return {
    stream,
    by: actor.key,
    draft: { $exists: false },
    doomed: { $exists: false },
    $or: [{ usedBy: { $exists: false } }, { usedBy: requestId }],
  }
}

function notTheirs(index: number): AppError {
  const message = 'No upload of yours that waits in this conversation'
  return new AppError('invalid_input', { issues: [{ path: `attachments.${index}`, message }] })
}
