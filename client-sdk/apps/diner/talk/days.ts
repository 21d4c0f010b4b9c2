import type { Message } from '../../../src/conversation.ts'
import { dateInFull, daysBetween, todayHere } from '../format.ts'
import type { Language } from '../messages.ts'
import type { TalkWords } from './messages.ts'

export interface Day {
  /** `YYYY-MM-DD` on this device. */
  readonly date: string
  readonly name: string
  readonly messages: readonly Message[]
}

/** By the days on which it was said here, in order. */
export function days(messages: readonly Message[], language: Language, words: TalkWords): readonly Day[] {
  const today = todayHere()
  const found: { date: string; name: string; messages: Message[] }[] = []
  for (const message of messages) {
    const date = todayHere(new Date(message.at))
    const last = found.at(-1)
    // Two machines' clocks may differ a little over midnight: a day is never begun twice.
    if (last !== undefined && date <= last.date) last.messages.push(message)
    else found.push({ date, name: nameOf(date, today, language, words), messages: [message] })
  }
  return found
}

function nameOf(date: string, today: string, language: Language, words: TalkWords): string {
  const ago = daysBetween(date, today)
  if (ago === 0) return words.today
  return ago === 1 ? words.yesterday : dateInFull(date, language)
}
