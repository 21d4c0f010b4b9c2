import { setTimeout as sleep } from 'node:timers/promises'
import type { Spoken } from '../../../shared/domain/concierge/conversation.ts'
import { createLru } from '../infra/lru.ts'
import { type CountingNeeds, countUp, type Said, unmark } from './countUp.ts'
import type { ConversationDocument } from './documents.ts'
import { createFolder } from './folder.ts'
import type { Counting } from './told.ts'

/** What is said in one conversation within so long is counted in by one write; as long as a feed waits for a patch. */
const gatherMs = 25
/** Marks are taken off together; a sweep looks for those that are two seconds old. */
const unmarkMs = 250
/** Conversations whose row is at hand, at most; as many as have a lane. */
const mostRows = 2_000

/**
 * From what is at hand: the row as this node has written it last, or as whoever spoke has read it, and what was said
 * since. Nothing depends on that being all, or the newest: where a number is missing both are read, and a row that was
 * written meanwhile is not written over.
 */
export function createCounting(deps: CountingNeeds, onError: (err: unknown) => void): Counting {
  const rows = createLru<string, ConversationDocument>(mostRows)
  const heard = new Map<string, readonly Said[]>()
  const folder = createFolder(countIn, onError)
  let marked: string[] = []
  let unmarking: Promise<void> | null = null

  async function countIn(conversationId: string): Promise<void> {
    // It came along with what was said before it.
    if (!heard.has(conversationId)) return
    await sleep(gatherMs)
    const said = heard.get(conversationId) ?? []
    heard.delete(conversationId)
    const { row, counted } = await countUp(deps, conversationId, { row: rows.get(conversationId), said })
    if (row === null) rows.delete(conversationId)
    else rows.set(conversationId, row)
    marked.push(...counted)
    unmarking ??= unmarkAll()
  }

  async function unmarkAll(): Promise<void> {
    while (marked.length > 0) {
      await sleep(unmarkMs)
      const ids = marked
      marked = []
      await unmark(deps, ids).catch(onError)
    }
    unmarking = null
  }

  return {
    said(conversation, { _id, seq, side, at }) {
      const known = rows.get(conversation._id)
      if (known === undefined || known.version <= conversation.version) rows.set(conversation._id, conversation)
      const spoken: Spoken = { seq, side, at: at.getTime() }
      heard.set(conversation._id, [...(heard.get(conversation._id) ?? []), { _id, ...spoken }])
      folder.wake(conversation._id)
    },
    async close() {
      await folder.close()
      await unmarking
    },
  }
}
