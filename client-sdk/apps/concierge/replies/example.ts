import { dateInFull, todayHere } from '../../common/format.ts'
import type { Language } from '../../common/language.ts'
import { nameFor } from '../../common/VenueName.tsx'
import type { AtDesk } from '../desk/context.ts'
import type { Variable } from './filledIn.ts'

/** Nobody’s. */
const guests: Readonly<Record<Language, string>> = { ko: '김하은', en: 'Emma Clarke', ja: '佐藤花' }

/** What could be filled in if it were said now, by whoever looks. */
export function exampleFor({ desk, me, nameOf }: AtDesk, language: Language): Readonly<Record<Variable, string>> {
  const venue = desk.venues[0] ?? desk
  return {
    guest: guests[language],
    restaurant: nameFor(venue, language).text,
    me: nameOf(me) ?? nameFor(desk, language).text,
    date: dateInFull(todayHere(), language),
  }
}
