import type { Told } from '../../../shared/domain/notices/decideNotice.ts'
import { kinds } from '../../../shared/domain/notices/kinds.ts'
import { AppError } from '../appError.ts'
import { calendarOf } from '../calendar.ts'
import { companyNameOf } from '../companies/companies.ts'
import type { Deps } from '../deps.ts'
import { mailSecretOf } from '../identity/mailLink.ts'
import { linkSecretOf } from '../identity/manageLink.ts'
import type { ReservationDocument, VenueDocument } from '../models/documents.ts'
import type { Contact } from './contact.ts'
import type { DeliveryDocument } from './documents.ts'
import { asMail } from './mails/asMail.ts'
import {
  cancelledLetter,
  changedLetter,
  confirmedLetter,
  dayBeforeLetter,
  lateLetter,
  ranOutLetter,
  sameDayLetter,
} from './mails/reservationLetters.ts'
import { isSameDay } from './mails/when.ts'
import type { Letter, Mail } from './message.ts'

/** What a notice is made of: everything as it is now, but for what they were told before. */
export interface NoticeFacts {
  readonly delivery: DeliveryDocument
  readonly reservation: ReservationDocument
  readonly told: Told | null
}

interface MailFacts extends NoticeFacts {
  readonly contact: Contact & { readonly email: string }
}

/** A notice as a mail, in the language of whoever is told. @throws AppError `not_found` where there is no such restaurant */
export async function composeNotice(deps: Deps, facts: MailFacts): Promise<Mail> {
  const { delivery, reservation, contact } = facts
  const venue = await deps.collections.venues.findOne({ _id: reservation.venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  const letter = await letterOf(deps, facts, venue)
  return asMail(letter, {
    to: contact.email,
    messageId: deps.macs.secretFor('message-id', delivery._id),
    unsubscribe: kinds[delivery.kind].critical ? null : unsubscribeUrlOf(deps, reservation),
    calendar: hasEntry.has(delivery.kind)
      ? {
          text: calendarOf(reservation, venue, deps.clock.now()),
          method: reservation.state === 'cancelled' ? 'CANCEL' : 'PUBLISH',
        }
      : null,
  })
}

/** What changes the entry in a calendar. */
const hasEntry: ReadonlySet<DeliveryDocument['kind']> = new Set<DeliveryDocument['kind']>([
  'reservation.confirmed',
  'reservation.changed',
  'reservation.cancelled',
])

async function letterOf(
  deps: Deps,
  { delivery, reservation, contact, told }: MailFacts,
  venue: VenueDocument,
): Promise<Letter> {
  const { start, end, party } = reservation
  const { language, name: guestName, hostName, companyId } = contact
  const companyName = await companyNameOf(deps, companyId)
  const facts = { language, guestName, hostName, companyName, venue, start, end, party }
  const ended = { ...facts, venueUrl: `${deps.config.publicUrl}/v/${venue._id}` }
  const living = async () => ({ ...facts, manageUrl: await manageUrlOf(deps, reservation) })
  // A reminder that comes late, or for a visit after midnight, says what is true when it comes.
  const reminder = async () =>
    (isSameDay(start, deps.clock.now(), venue.zone) ? sameDayLetter : dayBeforeLetter)({
      ...(await living()),
      unsubscribeUrl: unsubscribeUrlOf(deps, reservation),
    })
  const letters: Record<DeliveryDocument['kind'], () => Letter | Promise<Letter>> = {
    'reservation.confirmed': async () => confirmedLetter(await living()),
    // Whoever was told nothing yet hears of their booking for the first time.
    'reservation.changed': async () =>
      told === null ? confirmedLetter(await living()) : changedLetter({ ...(await living()), before: told }),
    'reservation.cancelled': () => cancelledLetter({ ...ended, by: delivery.by }),
    'payment.expired': () => ranOutLetter(ended),
    'reminder.dayBefore': reminder,
    'reminder.sameDay': reminder,
    'reminder.late': async () => lateLetter(await living()),
  }
  return letters[delivery.kind]()
}

/** Whoever has no account, also who was booked in by hand, comes back by the secret behind the `#`. */
async function manageUrlOf(deps: Deps, { _id, owner }: ReservationDocument): Promise<string> {
  const address = `${deps.config.publicUrl}/r/${_id}`
  return owner.startsWith('account:') ? address : `${address}#${await linkSecretOf(deps, _id)}`
}

/** Not behind the `#`: a mail program sends its one click there, and what is behind it would never arrive. */
function unsubscribeUrlOf(deps: Pick<Deps, 'config' | 'macs'>, reservation: ReservationDocument): string {
  return `${deps.config.publicUrl}/unsubscribe/${reservation._id}/${mailSecretOf(deps, reservation)}`
}
