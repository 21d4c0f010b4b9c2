import type { Language } from './cardsContext.ts'

const locales: Readonly<Record<Language, string>> = { ko: 'ko-KR', en: 'en-GB', ja: 'ja-JP' }
const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const

/** `Sat, 5 Dec, 19:00`, by the restaurant's wall clock. */
export function whenAt(instant: string, zone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { ...parts, hourCycle: 'h23', timeZone: zone })
  return format.format(Date.parse(instant))
}
