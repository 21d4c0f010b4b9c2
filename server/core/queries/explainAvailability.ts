import type { Input, Output } from '../../../shared/contract/index.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import { createEvaluator } from '../../../shared/domain/tables/evaluator.ts'
import { isConciergeAt } from '../commands/createHold.ts'
import { publicReason } from '../commands/submit.ts'
import type { Context } from '../context.ts'
import { bookIdOf } from '../lane/bookId.ts'

/**
 * Why a slot cannot be had, by the same evaluation that shows it and holds it: for a concierge of the restaurant among
 * what is kept for them too.
 */
export async function explainAvailability(
  { deps, actor }: Context,
  input: Input<'availability.explain'>,
): Promise<Output<'availability.explain'>> {
  const { venueId, date, party } = input
  const newest = await deps.settings.newestOf(venueId)
  const read = await deps.store.read(bookIdOf(venueId, date))
  const book = read?.book ?? emptyBook(venueId, date, newest)
  const evaluator = createEvaluator(await deps.settings.settings(venueId, book.settingsVersion), date)
  const channel = isConciergeAt(actor, venueId) ? 'concierge' : 'online'
  const reason = evaluator.explain(book, { start: Date.parse(input.startsAt), party, channel }, deps.clock.now())
  const told = reason === null || channel === 'concierge' ? reason : publicReason(reason)
  return { reason: told, version: `${book.version}.${book.settingsVersion}` }
}
