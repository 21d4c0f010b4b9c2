import type { NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import { disturbs } from '../../../shared/domain/notices/preferences.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'

/**
 * Two tables within a day come to two reminders in the same hour at most. Twice that is room for whoever books for
 * friends as well, and what is more is a flood or a fault, of which a phone should not ring all evening.
 */
const mostOfOne = { points: 4, perSeconds: 3600 } as const

interface Notice {
  readonly channel: NoticeChannel
  readonly urgent: boolean
  /** As `personOf` says. */
  readonly person: string
}

interface Place {
  /** It did not go. */
  giveBack(): Promise<void>
}

/**
 * A place among what somebody is told in an hour by this channel. What is urgent, and the app's own list, need none.
 * While Redis is away each process counts for itself, so nothing stands still, and a lost count only means to wait longer
 * or shorter: what is told twice is not decided here.
 *
 * @returns for how many milliseconds there is none, else the place
 */
export async function placeFor(
  { limits }: Pick<Deps, 'limits'>,
  { channel, urgent, person }: Notice,
): Promise<Place | { readonly retryAfterMs: number }> {
  if (urgent || !disturbs(channel)) return { giveBack: () => Promise.resolve() }
  const name = `notice.${channel}`
  try {
    await limits.take(name, mostOfOne, person)
  } catch (refused) {
    if (refused instanceof AppError && refused.code === 'rate_limited') {
      return { retryAfterMs: Math.max(1000, refused.details.retryAfterMs ?? 0) }
    }
    throw refused
  }
  // Not given back it only counts as told.
  return { giveBack: () => limits.giveBack(name, mostOfOne, person).catch(() => undefined) }
}
