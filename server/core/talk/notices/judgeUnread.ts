import type { Verdict } from '../../../../shared/domain/notices/decideNotice.ts'
import { decideUnread, type UnreadFacts, untold } from '../../../../shared/domain/notices/unread.ts'
import type { Deps } from '../../deps.ts'
import { preferencesAboutTalk } from '../../notices/preferences.ts'
import { findConversation } from '../conversations.ts'
import type { ConversationDocument, DeskDocument, MessageDocument } from '../documents.ts'
import { receiptIdOf } from '../receipts.ts'
import type { UnreadDocument } from './documents.ts'
import { zoneOf } from './zoneOf.ts'

type Needs = Pick<Deps, 'collections' | 'clock'>

/** What there is to tell, as it is now. */
export interface Unread {
  readonly conversation: ConversationDocument
  readonly desk: DeskDocument
  /** The oldest first; at least one. */
  readonly messages: readonly MessageDocument[]
  /** IANA, of the desk. */
  readonly zone: string
}

/** Nobody could be told: the conversation was erased, or its desk is gone. */
const gone = { verdict: { do: 'suppress', why: 'not_true' }, unread: null } as const

/** Judged against what was said, read and told by now. @param isReachable of whoever has the conversation now */
export async function judgeUnread(
  deps: Needs,
  row: UnreadDocument,
  isReachable: (owner: string) => Promise<boolean>,
): Promise<{ readonly verdict: Verdict; readonly unread: Unread | null }> {
  const { collections, clock } = deps
  const conversation = await findConversation(deps, row.conversationId)
  if (conversation === null) return gone
  const { owner, deskId, tail } = conversation
  const desk = await collections.desks.findOne({ _id: deskId }, { maxTimeMS: 3000 })
  if (desk === null) return gone
  const receipt = await collections.receipts.findOne(
    { _id: receiptIdOf(row.conversationId, owner) },
    { maxTimeMS: 3000 },
  )
  const { readUpTo = 0, deliveredUpTo = 0 } = receipt ?? {}
  const unreadSeqs = tail.desk.filter((seq) => seq >= row.from && seq > readUpTo)
  const messages = await standing(deps, row.conversationId, unreadSeqs)
  const [zone, others, reachable] = await Promise.all([zoneOf(deps, desk), beside(deps, row), isReachable(owner)])
  const wishes = await preferencesAboutTalk(deps, row, { owner, zone }, clock.now())
  const seen = { said: messages.map(({ seq }) => seq), readUpTo, toldUpTo: others.toldUpTo }
  const facts = { ...seen, deliveredUpTo, behind: others.behind, reachable, ...wishes }
  const verdict = decideUnread({ ...row, since: row.since.getTime() }, facts, clock.now())
  const told = new Set(untold(seen))
  return { verdict, unread: { conversation, desk, messages: messages.filter(({ seq }) => told.has(seq)), zone } }
}

/** Without what was taken back. */
async function standing(
  { collections }: Needs,
  stream: string,
  seqs: readonly number[],
): Promise<readonly MessageDocument[]> {
  return collections.messages
    .find({ stream, seq: { $in: [...seqs] }, withdrawnAt: { $exists: false } }, { maxTimeMS: 5000 })
    .sort({ seq: 1 })
    .toArray()
}

/** What became of the other notices of the conversation by this channel. */
async function beside(
  { collections }: Needs,
  { conversationId, channel, kind, from }: UnreadDocument,
): Promise<Pick<UnreadFacts, 'toldUpTo' | 'behind'>> {
  const rows = (await collections.talkNotices
    .find({ conversationId, channel, kind }, { projection: { dueAt: 1, from: 1, upTo: 1 }, maxTimeMS: 3000 })
    .toArray()) as readonly Pick<UnreadDocument, 'dueAt' | 'from' | 'upTo'>[]
  const earlier = rows.flatMap((one) => (one.from < from && one.dueAt !== undefined ? [one.dueAt.getTime()] : []))
  return {
    toldUpTo: Math.max(0, ...rows.map(({ upTo = 0 }) => upTo)),
    behind: earlier.length === 0 ? null : Math.max(...earlier),
  }
}
