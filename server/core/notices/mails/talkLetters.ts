import type { Language } from '../../identity/documents.ts'
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
}

/** What a desk has said meanwhile, in one letter. */
export function unreadLetter({ language, deskName, zone, said, talkUrl, noticesUrl }: UnreadLetterFacts): Letter {
  const { unread, more, open, note, choose } = mailWords[language].talk
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
  ])
}
