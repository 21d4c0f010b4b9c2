import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../../shared/domain/book/types.ts'
import type { Language } from '../../identity/documents.ts'

// Letters and screens say a time alike, each by code of its own: screens use nothing of ours but the SDK.
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
/** English as most of the world writes its dates. */
const locales: Readonly<Record<Language, string>> = { ko: 'ko-KR', en: 'en-GB', ja: 'ja-JP' }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Kept: making one costs more than all else of a letter, and reminders come by the thousand. */
function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], options)
  formats.set(key, made)
  return made
}

/** `Sat 5 Dec`. @param zone IANA */
export function dayInWords(at: Instant, zone: string, language: Language): string {
  return withoutCommas(
    format(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(at),
  )
}

/** `Saturday 5 December 2026`. @param zone IANA */
export function dayInFull(at: Instant, zone: string, language: Language): string {
  return withoutCommas(format(language, { dateStyle: 'full', timeZone: zone }).format(at))
}

/** `19:30`; with its distance from Greenwich where that clock time comes twice in the night. @param zone IANA */
export function timeInWords(at: Instant, zone: string, language: Language): string {
  const time = format(language, { ...clock, timeZone: zone }).format(at)
  return comesTwice(at, zone) ? `${time} (${offsetInWords(at, zone)})` : time
}

/** For whom no zone is known: `5 December 2026 19:30 (GMT+9)`. @param zone IANA; null: `UTC` */
export function momentInWords(at: Instant, zone: string | null, language: Language): string {
  const timeZone = zone ?? 'UTC'
  const date = format(language, { dateStyle: 'long', timeZone }).format(at)
  const time = format(language, { ...clock, timeZone }).format(at)
  return `${date} ${time} (${zone === null ? 'UTC' : offsetInWords(at, timeZone)})`
}

/** Whether both are on one day of the calendar. @param zone IANA */
export function isSameDay(a: Instant, b: Instant, zone: string): boolean {
  const [one, other] = [a, b].map((at) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
  )
  return one === other
}

/** Where English has them differs from one Node to the next. */
function withoutCommas(date: string): string {
  return date.replaceAll(',', '')
}

function comesTwice(at: Instant, zone: string): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime()
  const [first, second] = (['earlier', 'later'] as const).map(
    (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
  )
  return first !== second
}

function offsetInWords(at: Instant, zone: string): string {
  const parts = format('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
