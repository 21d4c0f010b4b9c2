import { createHash } from 'node:crypto'
import type { Attachment } from '../../../shared/contract/talk.ts'
import { cleanName } from '../../../shared/domain/concierge/attachment.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { placeOf } from '../infra/sealedFields.ts'
import type { RenderUpload } from '../pictures/render.ts'
import { findConversation } from '../talk/conversations.ts'
import { blobKeys, keyOfBlob, type Size } from './blobKeys.ts'
import type { AttachmentDocument } from './documents.ts'
import { type ReadUpload, readUpload } from './readUpload.ts'
import { removeAttachment } from './remove.ts'
import { newKeyFor, openBytes, openKey, sealBytes } from './sealedBytes.ts'

/** Without a message it is kept so long. */
const unsentMs = 86_400_000
/** Whoever began an upload has finished it by then, or is lost. */
const draftMs = 60_000

export interface Upload {
  readonly conversationId: string
  /** Actor key. */
  readonly by: string
  /** Of the uploader, one for each file. */
  readonly requestId: string
  readonly name: string
  readonly bytes: Uint8Array
}

type Needs = Pick<Deps, 'collections' | 'blobs' | 'crypt' | 'newId' | 'clock'>

/**
 * Keeps a file that a message is going to carry; sent again under its request it is kept once.
 *
 * The row is there before the bytes are, so that whatever becomes of this process, somebody finds what it left.
 *
 * @throws AppError `invalid_input`, `request_id_reused`, `busy`, `not_found` where the conversation was erased meanwhile
 */
export async function addAttachment(deps: Needs, render: RenderUpload, upload: Upload): Promise<Attachment> {
  const { collections, crypt } = deps
  const hash = createHash('sha256').update(upload.bytes).digest('hex')
  const bodyHash = crypt.blindIndex('attachment', hash)
  const known = await knownUpload(deps, upload, bodyHash)
  if (known !== null) return presentAttachment(deps, known)
  const read = await readUpload(upload.bytes, render)
  const row = await begin(deps, { ...upload, bodyHash }, read)
  const now = deps.clock.now()
  const finished = await collections.attachments.findOneAndUpdate(
    { _id: row._id, draft: true, doomed: { $exists: false } },
    { $unset: { draft: 1 }, $set: { lookAt: now + unsentMs } },
    { returnDocument: 'after', maxTimeMS: 3000 },
  )
  // It took so long that somebody has cleared it away.
  if (finished === null) throw new AppError('busy', { retryAfterMs: 1000 })
  if ((await findConversation(deps, upload.conversationId)) !== null) return presentAttachment(deps, finished)
  await removeAttachment(deps, row._id)
  throw new AppError('not_found')
}

/** The same file under the same request; null: there is none, or its uploader was lost on the way. */
async function knownUpload(
  deps: Needs,
  { conversationId, by, requestId }: Upload,
  bodyHash: string,
): Promise<AttachmentDocument | null> {
  const found = await deps.collections.attachments.findOne(
    { stream: conversationId, by, requestId },
    { maxTimeMS: 3000 },
  )
  if (found === null) return null
  if (found.bodyHash !== bodyHash) throw new AppError('request_id_reused')
  if (found.draft !== true && found.doomed !== true) return found
  if (found.at.getTime() > deps.clock.now() - draftMs) throw new AppError('busy', { retryAfterMs: 1000 })
  await removeAttachment(deps, found._id)
  return null
}

async function begin(
  deps: Needs,
  { conversationId, by, requestId, name, bodyHash }: Upload & { readonly bodyHash: string },
  { kind, whole, preview, size }: ReadUpload,
): Promise<AttachmentDocument> {
  const { collections, blobs, crypt, newId, clock } = deps
  const _id = newId()
  const { key, sealed } = newKeyFor(deps, _id)
  const now = clock.now()
  const row: AttachmentDocument = {
    _id,
    stream: conversationId,
    by,
    requestId,
    bodyHash,
    kind,
    name: crypt.seal(cleanName(name, kind), placeOf('attachments', 'name', _id)),
    key: sealed,
    bytes: whole.length,
    width: size?.width ?? null,
    height: size?.height ?? null,
    at: new Date(now),
    draft: true,
    lookAt: now + 10 * draftMs,
  }
  await collections.attachments.insertOne(row).catch((error: unknown) => {
    // Another device, or the same one twice, is just uploading it.
    if ((error as { code?: unknown }).code === 11_000) throw new AppError('busy', { retryAfterMs: 1000 })
    throw error
  })
  const parts = { whole, preview }
  for (const blobKey of blobKeys(row)) {
    const bytes = parts[blobKey.size]
    if (bytes !== null) await blobs.put(blobKey.key, sealBytes(key, bytes, blobKey.key))
  }
  return row
}

/** The bytes of a file, opened; null: it has none of that size. @throws Error when they were tampered with */
export async function bytesOf(
  deps: Pick<Needs, 'blobs' | 'crypt'>,
  row: AttachmentDocument,
  size: Size,
): Promise<Buffer | null> {
  const where = keyOfBlob(row._id, size)
  const sealed = row.kind === 'pdf' && size === 'preview' ? null : await deps.blobs.get(where)
  return sealed === null ? null : openBytes(openKey(deps, row), sealed, where)
}

export function presentAttachment(
  { crypt }: Pick<Needs, 'crypt'>,
  { _id, kind, name, bytes, width, height }: AttachmentDocument,
): Attachment {
  const opened = crypt.open(name, placeOf('attachments', 'name', _id))
  return { attachmentId: _id, kind, name: opened, bytes, width, height }
}
