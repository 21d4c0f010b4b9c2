import { talkReaders } from '../../../shared/contract/talk.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../infra/tokens.ts'
import { conversationFor } from '../talk/conversations.ts'
import { bytesOf, presentAttachment } from './attachments.ts'
import type { Size } from './blobKeys.ts'

interface Asked {
  readonly conversationId: string
  readonly attachmentId: string
  readonly size: Size
}

/**
 * A file for whoever may read what it came with; before that for whoever uploaded it.
 *
 * @throws AppError `not_found` for what is not there, withdrawn, or not theirs
 */
export async function readAttachment(deps: Deps, actor: Actor, { conversationId, attachmentId, size }: Asked) {
  await conversationFor({ deps, actor, policy: talkReaders }, conversationId)
  const row = await deps.collections.attachments.findOne(
    { _id: attachmentId, stream: conversationId, draft: { $exists: false }, doomed: { $exists: false } },
    { maxTimeMS: 3000 },
  )
  if (row === null || (row.usedBy === undefined && row.by !== actor.key)) throw new AppError('not_found')
  const bytes = await bytesOf(deps, row, size)
  if (bytes === null) throw new AppError('not_found')
  return { row, name: presentAttachment(deps, row).name, bytes }
}
