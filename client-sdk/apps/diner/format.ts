import type { Language } from './messages.ts'

const dayMs = 86_400_000

/** A service date in words; it is a day on the calendar, not an instant. */
export function dateInWords(date: string, language: Language): string {
  const format = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(language, format).format(Date.parse(date))
}

/** Wall clock at the restaurant. */
export function timeAt(instant: string, zone: string, language: Language): string {
  const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const
  return new Intl.DateTimeFormat(language, format).format(Date.parse(instant))
}

/** Wall clock of this device. */
export function timeHere(ms: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)
}

/** The name of a zone as people say it, where it is not the reader's own; null where it is. */
export function foreignZone(zone: string, language: Language): string | null {
  if (zone === Intl.DateTimeFormat().resolvedOptions().timeZone) return null
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'long' }).formatToParts()
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}

/** `4:05`; promises no second that is not whole. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
