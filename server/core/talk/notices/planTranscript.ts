import { AppError } from '../../appError.ts'
import type { Deps } from '../../deps.ts'
import type { TranscriptDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'clock'>

/** Whoever asked has looked for it long before. */
export const transcriptUsefulMs = 86_400_000
/** After nobody needs it: as long as the same request may come again. */
const keptMs = 30 * 86_400_000

/**
 * Writes down that what was said in a conversation is to be mailed, once for each request.
 *
 * @param asked.id of the request and of whoever asked
 * @throws AppError `request_id_reused`
 */
export async function planTranscript(
  { collections, clock }: Needs,
  conversationId: string,
  { id: _id, bodyHash }: { readonly id: string; readonly bodyHash: string },
): Promise<void> {
  const now = clock.now()
  const row: Omit<TranscriptDocument, '_id'> = {
    kind: 'transcript',
    conversationId,
    channel: 'email',
    since: new Date(now),
    bodyHash,
    state: 'pending',
    dueAt: new Date(now),
    attempts: 0,
    expireAt: new Date(now + transcriptUsefulMs + keptMs),
  }
  const found = await collections.talkNotices.findOneAndUpdate(
    { _id },
    { $setOnInsert: row },
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (found?.kind !== 'transcript' || found.bodyHash !== bodyHash) throw new AppError('request_id_reused')
}
