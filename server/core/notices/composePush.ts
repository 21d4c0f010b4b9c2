import type { Instant } from '../../../shared/domain/book/types.ts'
import { kinds } from '../../../shared/domain/notices/kinds.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Language } from '../identity/documents.ts'
import type { NoticeFacts } from './composeNotice.ts'
import { type LetterVenue, venueNameIn } from './mails/booking.ts'
import { shortened } from './mails/clean.ts'
import { dayInWords, timeInWords } from './mails/when.ts'
import { mailWords } from './mails/words.ts'
import type { Push } from './message.ts'
import { pushWords } from './pushWords.ts'

/** As much of a restaurant's name as is said, so that the time still shows. */
const longestVenue = 60

/**
 * A notice as a locked screen may show it to whoever stands by: what happened, where and when, and nothing of anybody.
 *
 * @throws AppError `not_found` where there is no such restaurant
 */
export async function composePush(
  deps: Pick<Deps, 'collections' | 'macs'>,
  { delivery, reservation, told }: NoticeFacts,
  language: Language,
): Promise<Push> {
  const { _id: reservationId, venueId, start } = reservation
  const venue = await deps.collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return {
    language,
    title: titleOf({ delivery, told }, language),
    body: placeInWords(venue, start, language),
    // Without the secret that a mail has for guests: whoever has the device has the session.
    path: `/r/${reservationId}`,
    collapseKey: deps.macs.secretFor('push', delivery._id),
    until: reservation[kinds[delivery.kind].usefulUntil],
  }
}

/** Where and when. */
export function placeInWords(venue: LetterVenue, start: Instant, language: Language): string {
  const when = `${dayInWords(start, venue.zone, language)} ${timeInWords(start, venue.zone, language)}`
  return shortened(venueNameIn(venue, language), longestVenue) + mailWords[language].comma + when
}

function titleOf({ delivery, told }: Pick<NoticeFacts, 'delivery' | 'told'>, language: Language): string {
  const { titles, cancelledByRestaurant } = pushWords[language]
  const { kind, by } = delivery
  if (kind === 'reservation.cancelled' && by === 'restaurant') return cancelledByRestaurant
  // Whoever was told nothing yet hears of their booking for the first time.
  return titles[kind === 'reservation.changed' && told === null ? 'reservation.confirmed' : kind]
}
