import type { Language } from './language.ts'

const dayMs = 86_400_000
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
/** English as most of the world writes its dates. */
const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB', ja: 'ja-JP' }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a millisecond, and a list asks for many of the same. */
function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], options)
  formats.set(key, made)
  return made
}

/** A service date, `Sat, 5 Dec`; it is a day on the calendar, not an instant. */
export function dateInWords(date: string, language: Language): string {
  return format(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(date),
  )
}

/** In full, `Saturday 5 December 2026`. */
export function dateInFull(date: string, language: Language): string {
  return format(language, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(date))
}

/** The parts of a day in a strip: `Sat`, `5`, and the month. */
export function dayParts(date: string, language: Language): { weekday: string; day: string; month: string } {
  const at = Date.parse(date)
  return {
    weekday: format(language, { weekday: 'short', timeZone: 'UTC' }).format(at),
    day: String(Number(date.slice(8))),
    month: format(language, { month: 'short', timeZone: 'UTC' }).format(at),
  }
}

/** Wall clock at the restaurant. */
export function timeAt(instant: string, zone: string, language: Language): string {
  return format(language, { ...clock, timeZone: zone }).format(Date.parse(instant))
}

/** Wall clock of this device. */
export function timeHere(ms: number, language: Language): string {
  return format(language, clock).format(ms)
}

const moment = { weekday: 'short', day: 'numeric', month: 'short', ...clock } as const

/** `Fri, 4 Dec, 11:30` on this device. */
export function momentHere(instant: string, language: Language): string {
  return format(language, moment).format(Date.parse(instant))
}

/** The same, on the clock of a zone. @param zone IANA */
export function momentAt(instant: string, zone: string, language: Language): string {
  return format(language, { ...moment, timeZone: zone }).format(Date.parse(instant))
}

/** `Fri, 4 Dec, 11:30` on this device, where its clock shows something else at that instant; null where it is the same. */
export function whenHere(instant: string, zone: string, language: Language): string | null {
  const here = momentHere(instant, language)
  return here === momentAt(instant, zone, language) ? null : here
}

/** The name of a zone as people say it, where its clock shows something else than the reader's; null where it does not. */
export function foreignZone(zone: string, language: Language, at = Date.now()): string | null {
  if (whenHere(new Date(at).toISOString(), zone, language) === null) return null
  const parts = format(language, { timeZone: zone, timeZoneName: 'long' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}

/** Calendar days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The calendar day it is here, `YYYY-MM-DD`. */
export function todayHere(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** From the afternoon on one asks for tonight, before it for today. */
export function isEvening(now = new Date()): boolean {
  return now.getHours() >= 15
}

/** A day that exists, or null. */
export function dateOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text
}
