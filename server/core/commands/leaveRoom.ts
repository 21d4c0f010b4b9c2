import type { Claim, Instant } from '../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { BookId } from '../lane/ports.ts'

/** However small the room. */
const leastAtOnce = 8

interface Wanted {
  readonly bookId: BookId
  readonly start: Instant
  readonly end: Instant
}

/**
 * Visitors without an account may hold at most half of the tables for a time, so that whoever makes sessions without end
 * cannot keep a room empty: the other half is for people who can be told apart.
 *
 * Judged on the copy at hand, which may be a moment old: this is against hoarding, and the book decides all the same.
 *
 * @throws AppError `sign_in_first`
 */
export async function leaveRoom(
  { deps, actor, retry }: Context,
  { tables }: Pick<TableSettings, 'tables'>,
  { bookId, start, end }: Wanted,
): Promise<void> {
  // Sent before: the hold it made may be among those that are counted.
  if (retry || !isVisitors(actor.key)) return
  const book = await deps.lanes.atHand(bookId)
  const now = deps.clock.now()
  const isInTheWay = (claim: Claim) =>
    isVisitors(claim.holder) &&
    claim.state === 'held' &&
    claim.start < end &&
    claim.end > start &&
    (claim.expiresAt ?? now) > now
  const held = Object.values(book?.claims ?? {}).filter(isInTheWay).length
  const online = tables.filter(({ channel }) => channel === 'online').length
  if (held >= Math.max(leastAtOnce, Math.floor(online / 2))) throw new AppError('sign_in_first')
}

function isVisitors(actorKey: string): boolean {
  return actorKey.startsWith('guest:')
}
