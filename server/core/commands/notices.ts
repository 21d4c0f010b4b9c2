import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Context } from '../context.ts'

/** Found by its owner, so that another's are passed over as what is not there. */
export async function readNotices(ctx: Context, { noticeIds }: Input<'notice.read'>): Promise<Output<'notice.read'>> {
  return read(ctx, { _id: { $in: noticeIds } })
}

export async function readAllNotices(
  ctx: Context,
  { until }: Input<'notice.readAll'>,
): Promise<Output<'notice.readAll'>> {
  return read(ctx, { at: { $lte: new Date(until) } })
}

async function read({ deps, actor }: Context, which: object): Promise<Record<string, never>> {
  const unread = { ...which, owner: actor.key, readAt: { $exists: false } }
  await deps.collections.notices.updateMany(
    unread,
    { $set: { readAt: new Date(deps.clock.now()) } },
    { maxTimeMS: 5000 },
  )
  deps.noticed.tell(actor.key)
  return {}
}
