import type { AccountMessages } from './messages/vocabulary.ts'

/** The first that is found counts: most browsers also claim to be another one. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/KAKAOTALK/, 'KakaoTalk'],
  [/NAVER\(/, 'NAVER'],
  [/ Line\//, 'LINE'],
  [/Whale\//, 'Whale'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** What a device says of itself, in a few words. */
export function deviceInWords(userAgent: string, words: AccountMessages['sessions']): string {
  return words.device(nameIn(userAgent, browsers), nameIn(userAgent, systems))
}

function nameIn(userAgent: string, names: readonly (readonly [RegExp, string])[]): string | null {
  return names.find(([sign]) => sign.test(userAgent))?.[1] ?? null
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `3 hours ago`; the last minute is now. */
export function agoInWords(instant: string, now: number, language: string): string {
  const past = Math.max(0, now - Date.parse(instant))
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  for (const [unit, ms] of steps) if (past >= ms) return format.format(-Math.floor(past / ms), unit)
  return format.format(0, 'second')
}

export function dayInWords(instant: string, language: string): string {
  // English as most of the world writes its dates.
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(Date.parse(instant))
}
