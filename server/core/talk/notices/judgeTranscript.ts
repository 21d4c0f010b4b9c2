import type { Verdict } from '../../../../shared/domain/notices/decideNotice.ts'
import type { Deps } from '../../deps.ts'
import { findConversation } from '../conversations.ts'
import type { ConversationDocument, DeskDocument } from '../documents.ts'
import type { TranscriptDocument } from './documents.ts'
import { transcriptUsefulMs } from './planTranscript.ts'
import { zoneOf } from './zoneOf.ts'

type Needs = Pick<Deps, 'collections' | 'clock'>

/** A conversation as it is when its mail goes. */
export interface Transcribed {
  readonly conversation: ConversationDocument
  readonly desk: DeskDocument
  /** IANA, of the desk. */
  readonly zone: string
}

/**
 * Judged against whose the conversation is by now: whoever was erased, or has no address any more, is sent nothing.
 *
 * @param isReachable of whoever has the conversation now
 */
export async function judgeTranscript(
  deps: Needs,
  row: TranscriptDocument,
  isReachable: (owner: string) => Promise<boolean>,
): Promise<{ readonly verdict: Verdict; readonly talk: Transcribed | null }> {
  const { collections, clock } = deps
  const not = (why: Extract<Verdict, { do: 'suppress' }>['why']) =>
    ({ verdict: { do: 'suppress', why }, talk: null }) as const
  const conversation = await findConversation(deps, row.conversationId)
  const desk = await collections.desks.findOne({ _id: conversation?.deskId ?? '' }, { maxTimeMS: 3000 })
  if (conversation === null || desk === null) return not('not_true')
  if (clock.now() >= row.since.getTime() + transcriptUsefulMs) return not('too_late')
  if (!(await isReachable(conversation.owner))) return not('unreachable')
  return { verdict: { do: 'send' }, talk: { conversation, desk, zone: await zoneOf(deps, desk) } }
}
