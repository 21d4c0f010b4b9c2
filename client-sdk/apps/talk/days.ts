import { dateInFull, daysBetween, todayHere } from '../common/format.ts'
import type { Language } from '../common/language.ts'
import type { TalkWords } from './messages.ts'

export interface Day<T> {
  /** `YYYY-MM-DD` on this device. */
  readonly date: string
  readonly name: string
  readonly said: readonly T[]
}

/** By the days on which it was said here, in order. */
export function days<T extends { readonly at: string }>(
  all: readonly T[],
  language: Language,
  words: TalkWords,
): readonly Day<T>[] {
  const today = todayHere()
  const found: { date: string; name: string; said: T[] }[] = []
  for (const one of all) {
    const date = todayHere(new Date(one.at))
    const last = found.at(-1)
    // Two machines' clocks may differ a little over midnight: a day is never begun twice.
    if (last !== undefined && date <= last.date) last.said.push(one)
    else found.push({ date, name: nameOf(date, today, language, words), said: [one] })
  }
  return found
}

function nameOf(date: string, today: string, language: Language, words: TalkWords): string {
  const ago = daysBetween(date, today)
  if (ago === 0) return words.today
  return ago === 1 ? words.yesterday : dateInFull(date, language)
}
