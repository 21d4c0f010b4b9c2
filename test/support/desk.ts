import type { Db } from 'mongodb'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type {
  CannedReplyDocument,
  ConversationDocument,
  DeskDocument,
  MessageDocument,
} from '../../server/core/talk/documents.ts'
import { sealSaid } from '../../server/core/talk/sealing.ts'
import { emptySummary, fold } from '../../shared/domain/concierge/conversation.ts'
import type { FollowedFeed, TestClient } from './client.ts'
import type { TestHub } from './hub.ts'

/** A desk of the test's own, of the house. @returns its id */
export async function seedDesk(
  { db }: Pick<TestHub, 'db'>,
  _id = newId(),
  names: Partial<Pick<DeskDocument, 'name' | 'localNames' | 'venueIds'>> = {},
): Promise<string> {
  await db.collection<DeskDocument>('desks').insertOne({
    _id,
    name: 'Test desk',
    localNames: { ko: null, ja: null },
    venueIds: [_id],
    language: 'en',
    ...names,
  })
  return _id
}

/** A canned reply of a desk, `welcome`. */
export async function seedCanned({ db }: Pick<TestHub, 'db'>, deskId: string): Promise<void> {
  await db.collection<CannedReplyDocument>('canned_replies').insertOne({
    _id: `${deskId}:welcome`,
    deskId,
    slot: 0,
    shortcut: 'welcome',
    title: 'Welcome',
    texts: { ko: null, en: 'Good evening {guest}, this is {me} of {restaurant}.', ja: null },
  })
}

/** A conversation of somebody's in which they have said one thing, with what is offered there. @returns its id */
export async function startConversation(
  { db, secrets }: Pick<TestHub, 'db' | 'secrets'>,
  owner: string,
  deskId: string,
  offered: readonly string[] = [],
): Promise<string> {
  const [conversationId, messageId] = [newId(), newId()]
  const crypt = createFieldCrypt(secrets)
  const at = new Date()
  await db.collection<MessageDocument>('messages').insertOne({
    _id: messageId,
    stream: conversationId,
    seq: 1,
    sender: owner,
    side: 'guest',
    requestId: newId(),
    bodyHash: '',
    text: sealSaid({ crypt }, 'text', messageId, 'Hello'),
    replyTo: null,
    at,
    rev: 1,
    ...(offered.length > 0 && {
      cards: offered.map((reservationId) => ({ kind: 'proposal', reservationId }) as const),
    }),
  })
  await db.collection<ConversationDocument>('conversations').insertOne({
    _id: conversationId,
    owner,
    deskId,
    language: 'en',
    version: 1,
    ...fold(emptySummary(at.getTime()), { seq: 1, side: 'guest', at: at.getTime() }),
  })
  return conversationId
}

/** It is as `startConversation` left it. */
export async function isUntouched(db: Db, conversationId: string): Promise<boolean> {
  const row = await db.collection<ConversationDocument>('conversations').findOne({ _id: conversationId })
  const messages = await db
    .collection<MessageDocument>('messages')
    .find({ stream: new RegExp(conversationId) })
    .toArray()
  const receipts = await db.collection('receipts').countDocuments({ conversation: conversationId })
  return row?.version === 1 && messages.length === 1 && messages[0]?.rev === 1 && receipts === 0
}

/** A message as a feed or a page shows it. */
export interface Shown {
  readonly seq: number
  readonly messageId: string
  readonly side: 'guest' | 'desk'
  readonly by: string | null
  readonly text: string | null
  readonly attachments: readonly { readonly attachmentId: string; readonly name: string }[]
  readonly at: string
  readonly editedAt: string | null
  readonly withdrawnAt: string | null
  readonly was: readonly string[]
  readonly reactions: readonly { readonly side: string; readonly reaction: string }[]
  readonly cards: readonly { readonly kind: string; readonly reservationId: string }[]
}

/** What is shown of what was said, by its numbers. */
export function shownIn({ content }: Pick<FollowedFeed, 'content'>): readonly Shown[] {
  const { about: _, ...messages } = content
  return (Object.values(messages) as Shown[]).toSorted((a, b) => a.seq - b.seq)
}

export const textsIn = (feed: Pick<FollowedFeed, 'content'>) => shownIn(feed).map(({ text }) => text)

/** Everything that was said, page by page, the oldest first. */
export async function allOf(client: TestClient, conversationId: string): Promise<readonly Shown[]> {
  const pages: Shown[][] = []
  for (let before: number | undefined; ; before = pages.at(-1)?.at(-1)?.seq) {
    const page = await client.must('message.list', { conversationId, limit: 100, ...(before && { before }) })
    pages.push(page.messages)
    if (!page.more) return pages.flat().toReversed()
  }
}
