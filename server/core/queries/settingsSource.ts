import type { Rules } from '../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import { tableRules } from '../../../shared/domain/tables/tableRules.ts'
import { AppError } from '../appError.ts'
import { createLru } from '../infra/lru.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { BookId, RulesSource } from '../lane/ports.ts'
import type { Collections } from '../models/collections.ts'

/** Settings by version. A version never changes, so what was read once is kept. */
export interface SettingsSource extends RulesSource {
  /** @throws AppError `not_found` */
  settings(venueId: string, version: number): Promise<TableSettings>
  /** The newest version, read by majority. @throws AppError `not_found` */
  newestOf(venueId: string): Promise<number>
  /** The same, perhaps as it was a second ago. @throws AppError `not_found` */
  newestAtHand(venueId: string): Promise<number>
}

/** So old may be what is at hand. */
const atHandMs = 1_000

/** @param monotonic elapsed milliseconds */
export function createSettingsSource(
  collections: Pick<Collections, 'settings' | 'venues'>,
  monotonic: () => number,
): SettingsSource {
  const known = createLru<string, TableSettings>(2000)
  const made = createLru<string, Rules>(2000)

  async function settings(venueId: string, version: number): Promise<TableSettings> {
    const id = `${venueId}:${version}`
    const cached = known.get(id)
    if (cached !== undefined) return cached
    const found = await collections.settings.findOne({ _id: id }, { maxTimeMS: 3000 })
    if (found === null) throw new AppError('not_found')
    known.set(id, found.settings)
    return found.settings
  }

  const asked = createLru<string, { readonly at: number; readonly answer: Promise<number> }>(2000)

  function newestAtHand(venueId: string): Promise<number> {
    const before = asked.get(venueId)
    if (before !== undefined && monotonic() - before.at < atHandMs) return before.answer
    const answer = newestOf(venueId)
    asked.set(venueId, { at: monotonic(), answer })
    // A failure is nobody's answer but theirs who had asked by then.
    answer.catch(() => asked.delete(venueId))
    return answer
  }

  async function newestOf(venueId: string): Promise<number> {
    const venue = await collections.venues.findOne(
      { _id: venueId },
      { projection: { settingsVersion: 1 }, maxTimeMS: 3000 },
    )
    if (venue === null) throw new AppError('not_found')
    return venue.settingsVersion
  }

  async function rules(bookId: BookId, settingsVersion: number): Promise<Rules> {
    const key = `${bookId}:${settingsVersion}`
    const cached = made.get(key)
    if (cached !== undefined) return cached
    const { venueId, date } = parseBookId(bookId)
    const fresh = tableRules(await settings(venueId, settingsVersion), date)
    made.set(key, fresh)
    return fresh
  }

  return { settings, newestOf, newestAtHand, rules, newest: (bookId) => newestOf(parseBookId(bookId).venueId) }
}
