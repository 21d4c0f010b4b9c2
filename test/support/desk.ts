import { newId } from '../../server/core/infra/ids.ts'
import type { DeskDocument } from '../../server/core/talk/documents.ts'
import type { FollowedFeed, TestClient } from './client.ts'
import type { TestHub } from './hub.ts'

/** A desk of the test's own, of the house. @returns its id */
export async function seedDesk({ db }: Pick<TestHub, 'db'>, _id = newId()): Promise<string> {
  await db.collection<DeskDocument>('desks').insertOne({
    _id,
    name: 'Test desk',
    localNames: { ko: null, ja: null },
    venueIds: [newId()],
    language: 'en',
  })
  return _id
}

/** A message as a feed or a page shows it. */
export interface Shown {
  readonly seq: number
  readonly messageId: string
  readonly side: 'guest' | 'desk'
  readonly by: string | null
  readonly text: string | null
  readonly at: string
  readonly editedAt: string | null
  readonly withdrawnAt: string | null
  readonly was: readonly string[]
  readonly reactions: readonly { readonly side: string; readonly reaction: string }[]
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
