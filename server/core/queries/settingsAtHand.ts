import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import type { Deps } from '../deps.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { BookId } from '../lane/ports.ts'

/**
 * The settings a book is likely to be decided under: those of this node's copy, else the venue's newest. Enough for how
 * long a hold lasts and what it weighs; the lane decides under exactly the book's own. @throws AppError `not_found`
 */
export async function settingsAtHand(
  { lanes, settings }: Pick<Deps, 'lanes' | 'settings'>,
  bookId: BookId,
): Promise<TableSettings> {
  const { venueId } = parseBookId(bookId)
  return settings.settings(venueId, lanes.peek(bookId)?.settingsVersion ?? (await settings.newestAtHand(venueId)))
}
