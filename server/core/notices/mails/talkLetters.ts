import type { Language } from '../../identity/documents.ts'
import { transcriptWords } from '../../transcripts/words.ts'
import type { Said } from '../../transcripts/write.ts'
import type { Letter } from '../message.ts'
import { harmless, oneLine, shortened } from './clean.ts'
import { letterFrom } from './letter.ts'
import { dayInWords, timeInWords } from './when.ts'
import { mailWords } from './words.ts'

/** The newest that are listed, and as much of each as is. */
const mostListed = 10
const longestSaid = 400
const longestDesk = 40

export interface UnreadLetterFacts {
  readonly language: Language
  readonly deskName: string
  /** IANA, by which times are said. */
  readonly zone: string
  /** What was said, the oldest first; at least one. */
  readonly said: readonly { readonly at: number; readonly text: string }[]
  /** Absolute, as below. */
  readonly talkUrl: string
  readonly noticesUrl: string
  readonly unsubscribeUrl: string
}

/** What a desk has said meanwhile, in one letter. */
export function unreadLetter(facts: UnreadLetterFacts): Letter {
  const { language, deskName, zone, said, talkUrl, noticesUrl, unsubscribeUrl } = facts
  const { unread, more, open, note, choose, unsubscribe } = mailWords[language].talk
  const desk = shortened(oneLine(deskName), longestDesk)
  const listed = said.slice(-mostListed)
  const rest = said.length - listed.length
  return letterFrom({ wording: unread, about: { desk, count: said.length }, language }, [
    rest === 0 ? null : { kind: 'text', text: more(rest) },
    {
      kind: 'facts',
      rows: listed.map(({ at, text }) => [
        `${dayInWords(at, zone, language)} ${timeInWords(at, zone, language)}`,
        shortened(harmless(text), longestSaid),
      ]),
    },
    { kind: 'action', label: open, to: talkUrl },
    { kind: 'note', text: note(desk) },
    { kind: 'wayOut', label: choose, to: noticesUrl },
    { kind: 'wayOut', label: unsubscribe, to: unsubscribeUrl },
  ])
}

export interface TranscriptLetterFacts {
  readonly language: Language
  readonly deskName: string
  /** The oldest first. */
  readonly said: readonly Said[]
  /** Older ones are left out. */
  readonly more: boolean
  /** When it was written, in the reader's words, by the clock of which zone (IANA). */
  readonly at: string
  readonly zone: string
  /** Absolute. */
  readonly talkUrl: string
}

/** What a guest and a desk have said to each other, or the newest of it. */
export function transcriptLetter({ language, deskName, at, zone, said, more, talkUrl }: TranscriptLetterFacts): Letter {
  const { transcript, transcriptNote, open } = mailWords[language].talk
  const { newest, nothing, made } = transcriptWords[language]
  const desk = shortened(oneLine(deskName), longestDesk)
  return letterFrom({ wording: transcript, about: { desk }, language }, [
    more ? { kind: 'text', text: newest(said.length) } : null,
    said.length === 0
      ? { kind: 'text', text: nothing }
      : {
          kind: 'facts',
          rows: said.map((one) => [`${one.at} ${one.by}`, harmless(one.lines.join('\n'))]),
        },
    { kind: 'action', label: open, to: talkUrl },
    { kind: 'note', text: made(at, zone) },
    { kind: 'note', text: transcriptNote(desk) },
  ])
}
