import type { Deps } from '../deps.ts'
import { attachmentsOf } from '../presenters/presentMessage.ts'
import type { MessageDocument } from '../talk/documents.ts'
import { keyOfBlob, sizes } from './blobKeys.ts'
import type { AttachmentDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'blobs'>

/** Longer than any request lasts. */
const doubtMs = 60_000

/** From now on nobody reads it. The row goes last, so that whoever died in between is made up for by the sweep. */
export async function removeAttachment({ collections, blobs }: Needs, attachmentId: string): Promise<void> {
  const { attachments } = collections
  await attachments.updateOne({ _id: attachmentId }, { $set: { doomed: true, lookAt: 1 } }, { maxTimeMS: 3000 })
  for (const size of sizes) await blobs.delete(keyOfBlob(attachmentId, size))
  await attachments.deleteOne({ _id: attachmentId }, { maxTimeMS: 3000 })
}

/** Of all these conversations, sent or not. */
export async function eraseAttachments(deps: Needs, conversationIds: readonly string[]): Promise<void> {
  const found = deps.collections.attachments.find(
    { stream: { $in: [...conversationIds] } },
    { projection: { _id: 1 }, maxTimeMS: 10_000 },
  )
  for await (const { _id } of found) await removeAttachment(deps, _id)
}

/** Before the message that carries them is withdrawn: should nobody live to remove them, the sweep looks. */
export async function doubtAttachments({ collections, clock }: Needs & Pick<Deps, 'clock'>, ids: readonly string[]) {
  await collections.attachments.updateMany(
    { _id: { $in: [...ids] }, doomed: { $exists: false } },
    { $set: { lookAt: clock.now() + doubtMs } },
    { maxTimeMS: 3000 },
  )
}

/**
 * Removes what no message carries by now: never sent, withdrawn, or of somebody who was erased.
 *
 * @returns how many it looked at
 */
export async function sweepAttachments(deps: Needs & Pick<Deps, 'clock' | 'crypt'>): Promise<number> {
  const { attachments } = deps.collections
  const due = await attachments
    .find({ lookAt: { $gt: 0, $lte: deps.clock.now() } }, { maxTimeMS: 5000 })
    .sort({ lookAt: 1 })
    .limit(50)
    .toArray()
  for (const row of due) await settle(deps, row)
  return due.length
}

/** Whoever sends it in this moment puts off the look, and then it is not ours to remove. */
async function settle(deps: Needs & Pick<Deps, 'crypt'>, row: AttachmentDocument): Promise<void> {
  const { attachments } = deps.collections
  const { _id, lookAt = 0 } = row
  if (row.doomed !== true && (await isCarried(deps, row))) {
    await attachments.updateOne({ _id, lookAt }, { $unset: { lookAt: 1 } }, { maxTimeMS: 3000 })
    return
  }
  const { matchedCount } = await attachments.updateOne({ _id, lookAt }, { $set: { doomed: true } }, { maxTimeMS: 3000 })
  if (matchedCount === 1) await removeAttachment(deps, _id)
}

async function isCarried(
  deps: Needs & Pick<Deps, 'crypt'>,
  { _id, stream, usedBy }: AttachmentDocument,
): Promise<boolean> {
  if (usedBy === undefined) return false
  const said = deps.collections.messages.find<Pick<MessageDocument, '_id' | 'files' | 'withdrawnAt'>>(
    // Whoever said it may have become another since: a guest has an account by now.
    { stream, requestId: usedBy },
    { projection: { files: 1, withdrawnAt: 1 }, maxTimeMS: 5000 },
  )
  for await (const message of said) {
    const stands = message.withdrawnAt === undefined
    if (stands && attachmentsOf(deps, message).some(({ attachmentId }) => attachmentId === _id)) return true
  }
  return false
}
