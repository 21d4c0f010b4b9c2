import type { Deps } from '../deps.ts'
import type { ConversationDocument } from './documents.ts'
import { receiptIdOf } from './receipts.ts'

type Needs = Pick<Deps, 'collections' | 'talked'>

interface Adoption {
  /** `guest:…` */
  readonly guest: string
  /** `account:…` */
  readonly account: string
}

/**
 * Gives an account the conversations of its guest session. Where it has one with that desk already, the guest's stays
 * where it is: two streams are never made one.
 *
 * The owner goes last, so that whoever died in between asks again and it goes on.
 */
export async function adoptConversations(deps: Needs, adoption: Adoption): Promise<void> {
  const { conversations } = deps.collections
  const own = await conversations.find({ owner: adoption.guest }, { maxTimeMS: 5000 }).toArray()
  for (const conversation of own) {
    const { deskId } = conversation
    const there = await conversations.findOne({ owner: adoption.account, deskId }, { maxTimeMS: 3000 })
    if (there === null) await adopt(deps, adoption, conversation)
  }
}

async function adopt(
  { collections, talked }: Needs,
  { guest, account }: Adoption,
  { _id, owner, deskId }: ConversationDocument,
): Promise<void> {
  const { conversations, messages, attachments, receipts } = collections
  // What is sent again from now on is still known by its request.
  await messages.updateMany({ stream: _id, sender: guest }, { $set: { sender: account } }, { maxTimeMS: 10_000 })
  await attachments.updateMany({ stream: _id, by: guest }, { $set: { by: account } }, { maxTimeMS: 10_000 })
  const before = await receipts.findOne({ _id: receiptIdOf(_id, guest) }, { maxTimeMS: 3000 })
  if (before !== null) {
    const { deliveredUpTo, readUpTo = 0 } = before
    await receipts.updateOne(
      { _id: receiptIdOf(_id, account) },
      { $setOnInsert: { conversation: _id, side: 'guest' }, $max: { deliveredUpTo, readUpTo } },
      { upsert: true },
    )
    await receipts.deleteOne({ _id: before._id })
  }
  await conversations.updateOne({ _id, owner }, { $set: { owner: account }, $inc: { version: 1 } })
  for (const whose of [guest, account]) talked.tell({ _id, owner: whose, deskId })
}
