import type { Input, Output } from '../../../shared/contract/index.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import { createEvaluator } from '../../../shared/domain/tables/evaluator.ts'
import { publicReason } from '../commands/submit.ts'
import type { Context } from '../context.ts'
import { bookIdOf } from '../lane/bookId.ts'

/** Why a slot cannot be had, by the same evaluation that shows it and holds it. */
export async function explainAvailability(
  { deps }: Context,
  input: Input<'availability.explain'>,
): Promise<Output<'availability.explain'>> {
  const { venueId, date, party } = input
  const newest = await deps.settings.newestOf(venueId)
  const read = await deps.store.read(bookIdOf(venueId, date))
  const book = read?.book ?? emptyBook(venueId, date, newest)
  const evaluator = createEvaluator(await deps.settings.settings(venueId, book.settingsVersion), date)
  const reason = evaluator.explain(
    book,
    { start: Date.parse(input.startsAt), party, channel: 'online' },
    deps.clock.now(),
  )
  return { reason: reason === null ? null : publicReason(reason), version: `${book.version}.${book.settingsVersion}` }
}
