import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import { conversationFor } from './conversations.ts'
import type { ReceiptDocument } from './documents.ts'

/** Devices of one person that are remembered in one conversation. */
const mostDevices = 20

export function receiptIdOf(conversationId: string, person: string): string {
  return `${conversationId}:${person}`
}

/**
 * How far somebody has come. Nothing ever goes back, and nobody has read what has not reached them: reading is having
 * received too.
 *
 * @throws AppError `not_found`, `invalid_input` for a message that is not there
 */
export async function noteReceipt(
  ctx: Context,
  { conversationId, upTo, read }: { readonly conversationId: string; readonly upTo: number; readonly read: boolean },
): Promise<void> {
  const { deps, actor } = ctx
  const { conversation, side } = await conversationFor(ctx, conversationId)
  if (upTo > conversation.top) await mustBeThere(deps, conversationId, upTo)
  const _id = receiptIdOf(conversationId, actor.key)
  const device = `devices.${actor.sessionId}`
  const newest = { deliveredUpTo: upTo, [device]: upTo, ...(read && { readUpTo: upTo }) }
  const before = await raise(deps, _id, { conversation: conversationId, side }, newest)
  await forgetOldest(deps, before, actor.sessionId ?? '')
  const isNews = upTo > (before?.deliveredUpTo ?? 0) || (read && upTo > (before?.readUpTo ?? 0))
  if (isNews) deps.talked.tell(conversation)
}

/** @returns the row before it */
async function raise(
  { collections, probe }: Deps,
  _id: string,
  about: { readonly conversation: string; readonly side: Side },
  newest: Readonly<Record<string, number>>,
): Promise<ReceiptDocument | null> {
  const change = probe?.breaks('receipts-go-back') === true ? { $set: newest } : { $max: newest }
  const write = () =>
    collections.receipts.findOneAndUpdate(
      { _id },
      { $setOnInsert: about, ...change },
      { upsert: true, returnDocument: 'before', maxTimeMS: 3000 },
    )
  return write().catch((error: unknown) => {
    // Two devices at once, and none before them.
    if ((error as { code?: unknown }).code !== 11_000) throw error
    return write()
  })
}

async function mustBeThere({ collections }: Deps, stream: string, seq: number): Promise<void> {
  const found = await collections.messages.findOne({ stream, seq }, { projection: { _id: 1 }, maxTimeMS: 3000 })
  if (found !== null) return
  throw new AppError('invalid_input', { issues: [{ path: 'upTo', message: 'Nothing was said there yet' }] })
}

async function forgetOldest({ collections }: Deps, before: ReceiptDocument | null, own: string): Promise<void> {
  const others = Object.entries(before?.devices ?? {}).filter(([device]) => device !== own)
  const [oldest] = others.toSorted(([, a], [, b]) => a - b)
  if (before === null || oldest === undefined || others.length < mostDevices) return
  await collections.receipts.updateOne({ _id: before._id }, { $unset: { [`devices.${oldest[0]}`]: 1 } })
}
