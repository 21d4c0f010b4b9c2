import type { Language } from '../../identity/documents.ts'
import type { Letter, LetterPart } from '../message.ts'
import { type BookingBefore, type BookingFacts, bookingRows, placeRows, said, venueNameIn } from './booking.ts'
import { oneLine } from './clean.ts'
import { letterFrom } from './letter.ts'
import type { SaidBooking, Wording } from './words/vocabulary.ts'
import { mailWords } from './words.ts'

/** A booking that can still be changed. */
export interface LivingFacts extends BookingFacts {
  /** Absolute, with the secret where the guest has no account. */
  readonly manageUrl: string
}

/** One that need not be sent. */
export interface ReminderFacts extends LivingFacts {
  /** Where reminders are switched off, absolute. */
  readonly unsubscribeUrl: string
}

export interface ChangedFacts extends LivingFacts {
  readonly before: BookingBefore
}

/** A booking that is no more. */
export interface EndedFacts extends BookingFacts {
  /** The restaurant's page, absolute. */
  readonly venueUrl: string
}

export interface CancelledFacts extends EndedFacts {
  readonly by: 'guest' | 'restaurant'
}

export function confirmedLetter(facts: LivingFacts): Letter {
  return livingLetter(facts, wordsOf(facts).confirmed)
}

/** Says the new time and the old one. */
export function changedLetter(facts: ChangedFacts): Letter {
  return livingLetter(facts, wordsOf(facts).changed, facts.before)
}

export function cancelledLetter(facts: CancelledFacts): Letter {
  return endedLetter(facts, wordsOf(facts).cancelledBy[facts.by])
}

/** To be read on the day before, by the restaurant's clock. */
export function dayBeforeLetter(facts: ReminderFacts): Letter {
  return reminderLetter(facts, wordsOf(facts).dayBefore)
}

/** To be read on the day itself, by the restaurant's clock. */
export function sameDayLetter(facts: ReminderFacts): Letter {
  return reminderLetter(facts, wordsOf(facts).sameDay)
}

/** To somebody who was about to pay. */
export function ranOutLetter(facts: EndedFacts): Letter {
  return endedLetter(facts, wordsOf(facts).ranOut)
}

/** The time has come and the guest has not. Promises nothing: how long a table waits is the restaurant's to say. */
export function lateLetter(facts: LivingFacts): Letter {
  const { language, venue } = facts
  const phone = venue.phone === null ? null : oneLine(venue.phone)
  return letterFrom({ wording: wordsOf(facts).late, about: { ...said(facts), phone }, language }, [
    { kind: 'facts', rows: [...bookingRows(facts), ...placeRows(venue, language)] },
    ...livingEnd(facts),
  ])
}

function livingLetter(facts: LivingFacts, wording: Wording<SaidBooking>, before: BookingBefore | null = null): Letter {
  const { language, venue } = facts
  return letterFrom({ wording, about: said(facts), language }, [
    { kind: 'facts', rows: [...bookingRows(facts, before), ...placeRows(venue, language)] },
    ...livingEnd(facts),
  ])
}

function reminderLetter(facts: ReminderFacts, wording: Wording<SaidBooking>): Letter {
  const letter = livingLetter(facts, wording)
  return {
    ...letter,
    parts: [...letter.parts, { kind: 'wayOut', label: wordsOf(facts).unsubscribe, to: facts.unsubscribeUrl }],
  }
}

/** Without the way there: nobody is to set out. */
function endedLetter(facts: EndedFacts, wording: Wording<SaidBooking>): Letter {
  const { language, venueUrl } = facts
  return letterFrom({ wording, about: said(facts), language }, [
    { kind: 'facts', rows: bookingRows(facts) },
    { kind: 'action', label: wordsOf(facts).bookAgain, to: venueUrl },
    { kind: 'note', text: noteOf(facts) },
  ])
}

function livingEnd(facts: LivingFacts): readonly LetterPart[] {
  const { manage, linkNote } = wordsOf(facts)
  const { manageUrl } = facts
  const opensByItself = manageUrl.includes('#')
  return [
    { kind: 'action', label: manage, to: manageUrl },
    { kind: 'note', text: noteOf(facts) },
    ...(opensByItself ? [{ kind: 'note', text: linkNote } as const] : []),
  ]
}

function noteOf(facts: BookingFacts): string {
  return wordsOf(facts).note(venueNameIn(facts.venue, facts.language))
}

function wordsOf({ language }: { readonly language: Language }) {
  return mailWords[language].reservation
}
