import type { Instant } from '../../../../shared/domain/book/types.ts'
import type { Language } from '../../identity/documents.ts'
import { cityIn } from './cities.ts'
import { nameOf, oneLine, shortened } from './clean.ts'
import { dayInFull, dayInWords, timeInWords } from './when.ts'
import type { SaidBooking } from './words/vocabulary.ts'
import { mailWords } from './words.ts'

/** As much of a restaurant's name as a subject says, so that the day still shows. */
const longestInSubject = 28
const longestVenue = 120

/** A restaurant as letters speak of it. */
export interface LetterVenue {
  readonly name: string
  readonly localNames: { readonly ko: string | null; readonly ja: string | null }
  readonly city: string
  /** IANA */
  readonly zone: string
  readonly address: string | null
  readonly phone: string | null
}

/** A booking as letters speak of it. */
export interface BookingFacts {
  readonly language: Language
  readonly guestName: string
  /** Whoever comes, where that is somebody else; and for which company it was booked. */
  readonly hostName?: string | null
  readonly companyName?: string | null
  readonly venue: LetterVenue
  readonly start: Instant
  readonly end: Instant
  /** People. */
  readonly party: number
}

/** What a booking was before it was changed. */
export interface BookingBefore {
  readonly start: Instant
  readonly party: number
}

type Row = readonly [label: string, value: string]

/** The name in the reader's script, where the restaurant has one in it. */
export function venueNameIn({ name, localNames }: LetterVenue, language: Language): string {
  const local = language === 'en' ? null : localNames[language]
  return shortened(oneLine(local ?? name), longestVenue)
}

export function said({ language, guestName, venue, start, party }: BookingFacts): SaidBooking {
  const words = mailWords[language]
  return {
    guest: words.person(nameOf(guestName)),
    venue: shortened(venueNameIn(venue, language), longestInSubject),
    day: dayInWords(start, venue.zone, language),
    time: timeInWords(start, venue.zone, language),
    party: words.guests(party),
  }
}

/** Day, time and party in one line, for what is no longer so. */
export function inShort({ start, party }: BookingBefore, { zone }: LetterVenue, language: Language): string {
  const when = `${dayInWords(start, zone, language)} ${timeInWords(start, zone, language)}`
  return when + mailWords[language].comma + mailWords[language].guests(party)
}

/** What one looks for, from the restaurant's name on; `before` right below what it became. */
export function bookingRows(facts: BookingFacts, before: BookingBefore | null = null): readonly Row[] {
  const { language, guestName, hostName = null, companyName = null, venue, start, end, party } = facts
  const { labels, person, guests, span } = mailWords[language]
  const { zone } = venue
  const [from, to] = [timeInWords(start, zone, language), timeInWords(end, zone, language)]
  return [
    [labels.venue, venueNames(venue, language)],
    [labels.date, dayInFull(start, zone, language)],
    [labels.time, span(from, to, cityOf(venue, language))],
    [labels.party, guests(party)],
    ...(before === null ? [] : [[labels.before, inShort(before, venue, language)] as const]),
    [labels.guest, person(nameOf(hostName ?? guestName))],
    ...(hostName === null && companyName === null ? [] : [bookedBy({ language, guestName, companyName })]),
  ]
}

/** Whoever booked, and of which company they are. */
export function bookedBy({
  language,
  guestName,
  companyName = null,
}: Pick<BookingFacts, 'language' | 'guestName' | 'companyName'>): Row {
  const { labels, person, comma } = mailWords[language]
  return [labels.bookedBy, person(nameOf(guestName)) + (companyName === null ? '' : comma + nameOf(companyName))]
}

/** Where it is, and how to call it. */
export function placeRows(venue: LetterVenue, language: Language): readonly Row[] {
  const { labels } = mailWords[language]
  const city = cityOf(venue, language)
  const address = venue.address === null ? city : oneLine(venue.address)
  return [
    [labels.address, address.includes(oneLine(venue.city)) || address === city ? address : `${address}, ${city}`],
    ...(venue.phone === null ? [] : [[labels.phone, oneLine(venue.phone)] as const]),
  ]
}

function cityOf({ city }: LetterVenue, language: Language): string {
  return oneLine(cityIn(city, language))
}

/** In the reader's script, and beneath it as it is written elsewhere: over the door, for who reads English. */
function venueNames(venue: LetterVenue, language: Language): string {
  const { name, localNames, zone } = venue
  const shown = venueNameIn(venue, language)
  const atDoor = zone === 'Asia/Tokyo' ? [localNames.ja, localNames.ko] : [localNames.ko, localNames.ja]
  const others = language === 'en' || shown === oneLine(name) ? atDoor : [name]
  const other = others.find((it) => it !== null && oneLine(it) !== shown)
  return other === undefined || other === null ? shown : `${shown}\n${shortened(oneLine(other), longestVenue)}`
}
