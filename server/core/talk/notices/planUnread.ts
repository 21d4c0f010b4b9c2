import type { Instant } from '../../../../shared/domain/book/types.ts'
import { tellAfterMs, unreadChannels, unreadUsefulMs } from '../../../../shared/domain/notices/unread.ts'
import type { Deps } from '../../deps.ts'
import { plannedChannels } from '../../notices/plannedChannels.ts'
import type { ConversationDocument } from '../documents.ts'
import { receiptIdOf } from '../receipts.ts'
import type { UnreadDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'config'>

/** Conversations that are looked at in a round. */
const most = 100
/** After nobody needs it. */
const keptMs = 30 * 86_400_000

/** Conversations whose guest may have to be told. */
export const unlookedAt = (now: Instant) => ({ 'unlooked.at': { $gt: 0, $lte: now - tellAfterMs.push } })

/**
 * Writes down that guests are to be told of what they have not read, once for each stretch of it and each way. What they
 * are told says all that is unread then, so whatever the desk adds meanwhile goes with it.
 *
 * Killed anywhere it is done again with the same result: the rows are there before it is forgotten that they are to be
 * made, and whatever is said in between is looked at after.
 *
 * @returns how many conversations it looked at
 */
export async function planUnread(deps: Needs): Promise<number> {
  const { collections, clock } = deps
  const due = await collections.conversations
    .find(unlookedAt(clock.now()), { maxTimeMS: 5000 })
    .sort({ 'unlooked.at': 1 })
    .limit(most)
    .toArray()
  for (const conversation of due) await look(deps, conversation)
  return due.length
}

async function look(deps: Needs, conversation: ConversationDocument): Promise<void> {
  const { _id, owner, tail, unlooked } = conversation
  if (unlooked === undefined || unlooked === null) return
  const receipt = await deps.collections.receipts.findOne({ _id: receiptIdOf(_id, owner) }, { maxTimeMS: 3000 })
  const readUpTo = receipt?.readUpTo ?? 0
  const [first, second] = tail.desk.filter((seq) => seq >= unlooked.seq && seq > readUpTo)
  if (first !== unlooked.seq) return lookNextAt(deps, conversation, first)
  const isNew = await write(deps, rowsOf(deps, conversation, unlooked))
  // What was written down before may have been told before the newest was said.
  return lookNextAt(deps, conversation, isNew ? undefined : second)
}

function rowsOf(
  deps: Needs,
  { _id }: ConversationDocument,
  { seq, at }: NonNullable<ConversationDocument['unlooked']>,
): readonly UnreadDocument[] {
  const planned = plannedChannels(deps.config)
  return unreadChannels
    .filter((channel) => planned.has(channel))
    .map((channel) => ({
      _id: `${_id}:${seq}:${channel}`,
      kind: 'message.unread',
      conversationId: _id,
      channel,
      from: seq,
      since: new Date(at),
      state: 'pending',
      dueAt: new Date(at + tellAfterMs[channel]),
      attempts: 0,
      expireAt: new Date(at + unreadUsefulMs + keptMs),
    }))
}

/** @returns whether none of them was there */
async function write({ collections }: Needs, rows: readonly UnreadDocument[]): Promise<boolean> {
  if (rows.length === 0) return true
  const writes = rows.map(({ _id, ...row }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
  }))
  const { upsertedCount } = await collections.talkNotices.bulkWrite(writes, { ordered: false })
  return upsertedCount > 0
}

/** Unless something was said since: then it is looked at again. Its version stays, for nobody sees anything of this. */
async function lookNextAt(
  { collections }: Needs,
  { _id, top, unlooked }: ConversationDocument,
  seq: number | undefined,
): Promise<void> {
  const found =
    seq === undefined
      ? null
      : await collections.messages.findOne({ stream: _id, seq }, { projection: { at: 1 }, maxTimeMS: 3000 })
  const next = seq === undefined || found === null ? null : { seq, at: found.at.getTime() }
  await collections.conversations.updateOne(
    { _id, top, 'unlooked.seq': unlooked?.seq ?? 0 },
    { $set: { unlooked: next } },
  )
}
