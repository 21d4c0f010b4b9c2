import type { Span, Week } from './types.ts'

/** Where somebody switches quiet on again and never said otherwise. */
export const usualNight: Span = { from: '22:00', to: '08:00' }

/** One night for all days. */
export function sameDaily(week: Week): boolean {
  return week.every((span) => span?.from === week[0]?.from && span?.to === week[0]?.to)
}

export function everyDay(span: Span | null): Week {
  return Array.from({ length: 7 }, () => span)
}

export function withDay(week: Week, day: number, span: Span | null): Week {
  return week.map((before, at) => (at === day ? span : before))
}

/** Two times, and not the same one: else it would be quiet all day. */
export function isSpan(span: Span | null): boolean {
  return span === null || (span.from !== '' && span.to !== '' && span.from !== span.to)
}

/** From Monday on, as the language calls them. */
export function weekdays(language: string): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)))
}

export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
