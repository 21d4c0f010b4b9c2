import { mongo } from 'mongoose'
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

const duplicateKey = 11_000

/**
 * Gives an account the conversations of its guest session. Where it has one with that desk already, it has both from now
 * on: two streams are never made one, and what was said by either side is still read.
 *
 * The owner goes last, so that whoever died in between asks again and it goes on.
 */
export async function adoptConversations(deps: Needs, adoption: Adoption): Promise<void> {
  const { conversations } = deps.collections
  const own = await conversations.find({ owner: adoption.guest }, { maxTimeMS: 5000 }).toArray()
  for (const conversation of own) await adopt(deps, adoption, conversation)
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
  const take = (besides: { readonly broughtBy?: string }) =>
    conversations.updateOne({ _id, owner }, { $set: { owner: account, ...besides }, $inc: { version: 1 } })
  await take({}).catch((error: unknown) => {
    if (!(error instanceof mongo.MongoServerError && error.code === duplicateKey)) throw error
    return take({ broughtBy: guest })
  })
  for (const whose of [guest, account]) talked.tell({ _id, owner: whose, deskId })
}
