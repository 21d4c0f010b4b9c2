import type { mongo } from 'mongoose'
import type { FieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import type { ConversationDocument, MessageDocument } from '../../server/core/talk/documents.ts'
import { sealSaid } from '../../server/core/talk/sealing.ts'
import { emptySummary, fold } from '../../shared/domain/concierge/conversation.ts'

interface Long {
  readonly owner: string
  readonly deskId: string
  /** Messages. */
  readonly length: number
  readonly newId: () => string
}

/** A conversation of many messages, as it lies when all of them are counted in. @returns its id */
export async function seedLong(
  { db, crypt }: { readonly db: mongo.Db; readonly crypt: FieldCrypt },
  { owner, deskId, length, newId }: Long,
): Promise<string> {
  const conversationId = newId()
  const begun = Date.now() - length * 60_000
  const rows = Array.from({ length }, (_, index): MessageDocument => {
    const _id = newId()
    const side = index % 2 === 0 ? ('guest' as const) : ('desk' as const)
    const words = { text: sealSaid({ crypt }, 'text', _id, `What was said as number ${index + 1}`), bodyHash: '' }
    const at = new Date(begun + index * 60_000)
    const whose = { stream: conversationId, seq: index + 1, sender: owner, side, requestId: newId() }
    return { _id, ...whose, ...words, replyTo: null, at, rev: 1 }
  })
  const summary = rows.reduce(
    (before, { seq, side, at }) => fold(before, { seq, side, at: at.getTime() }),
    emptySummary(begun),
  )
  await db.collection<MessageDocument>('messages').insertMany(rows)
  await db
    .collection<ConversationDocument>('conversations')
    .insertOne({ _id: conversationId, owner, deskId, language: 'en', version: 1, ...summary })
  return conversationId
}
