import type { Language } from '../../identity/documents.ts'
import type { Letter, LetterPart } from '../message.ts'
import {
  type BookingBefore,
  type BookingFacts,
  bookedBy,
  bookingRows,
  inShort,
  type LetterVenue,
  said,
  venueNameIn,
} from './booking.ts'
import { nameOf, shortened } from './clean.ts'
import { letterFrom } from './letter.ts'
import { dayInWords, timeInWords } from './when.ts'
import type { SaidBooking, Wording } from './words/vocabulary.ts'
import { mailWords } from './words.ts'

/** More than anybody reads in a mail; the book has them all. */
const mostListed = 50
const longestInSubject = 28

/** A booking as those who work at the restaurant are told of it; `language` is theirs. */
export interface StaffFacts extends BookingFacts {
  /** Where they say how they are told, absolute. */
  readonly alertsUrl: string
}

export interface StaffChangedFacts extends StaffFacts {
  readonly before: BookingBefore
}

export interface StaffCancelledFacts extends StaffFacts {
  readonly by: 'guest' | 'restaurant'
}

type Listed = BookingBefore & Pick<BookingFacts, 'guestName' | 'hostName' | 'companyName'>

/** One line of a digest. */
export type DigestEntry =
  | (Listed & { readonly what: 'made' | 'cancelled' })
  | (Listed & { readonly what: 'changed'; readonly before: BookingBefore })

export interface DigestFacts {
  readonly language: Language
  readonly venue: LetterVenue
  /** In the order they are to be read; at least one. */
  readonly entries: readonly DigestEntry[]
  /** Where they say how they are told, absolute. */
  readonly alertsUrl: string
}

export function staffMadeLetter(facts: StaffFacts): Letter {
  return staffLetter(facts, mailWords[facts.language].staff.made)
}

export function staffChangedLetter(facts: StaffChangedFacts): Letter {
  return staffLetter(facts, mailWords[facts.language].staff.changed, facts.before)
}

export function staffCancelledLetter(facts: StaffCancelledFacts): Letter {
  return staffLetter(facts, mailWords[facts.language].staff.cancelledBy[facts.by])
}

/** Several at once, by what happened; what is beyond the most that is listed is counted. */
export function digestLetter({ language, venue, entries, alertsUrl }: DigestFacts): Letter {
  const { digest, more, groups } = mailWords[language].staff
  const about = { venue: shortened(venueNameIn(venue, language), longestInSubject), total: entries.length }
  const listed = entries.slice(0, mostListed)
  const lists = (['made', 'changed', 'cancelled'] as const).flatMap((what): LetterPart[] => {
    const rows = listed.filter((entry) => entry.what === what).map((entry) => digestRow(entry, venue, language))
    const count = entries.filter((entry) => entry.what === what).length
    return rows.length === 0
      ? []
      : [
          { kind: 'heading', text: groups[what](count) },
          { kind: 'facts', rows },
        ]
  })
  const rest = entries.length - listed.length
  return letterFrom({ wording: digest, about, language }, [
    ...lists,
    rest === 0 ? null : { kind: 'text', text: more(rest) },
    ...end({ language, venue, alertsUrl }),
  ])
}

function staffLetter(facts: StaffFacts, wording: Wording<SaidBooking>, before: BookingBefore | null = null): Letter {
  return letterFrom({ wording, about: said(facts), language: facts.language }, [
    { kind: 'facts', rows: bookingRows(facts, before) },
    ...end(facts),
  ])
}

function end({
  language,
  venue,
  alertsUrl,
}: Pick<StaffFacts, 'language' | 'venue' | 'alertsUrl'>): readonly LetterPart[] {
  const { choose, note } = mailWords[language].staff
  return [
    { kind: 'action', label: choose, to: alertsUrl },
    { kind: 'note', text: note(venueNameIn(venue, language)) },
  ]
}

function digestRow(entry: DigestEntry, venue: LetterVenue, language: Language): readonly [string, string] {
  const { person, guests, comma, staff } = mailWords[language]
  const { zone } = venue
  const when = `${dayInWords(entry.start, zone, language)} ${timeInWords(entry.start, zone, language)}`
  const { guestName, hostName = null, companyName = null } = entry
  const who = person(nameOf(hostName ?? guestName)) + comma + guests(entry.party)
  const isForOther = hostName !== null || companyName !== null
  const by = isForOther ? `\n${bookedBy({ language, guestName, companyName }).join(': ')}` : ''
  const was = entry.what === 'changed' ? `\n${staff.before(inShort(entry.before, venue, language))}` : ''
  return [when, who + by + was]
}
