import type { Instant } from '../../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../../shared/domain/tables/settings.ts'
import { serviceDateOf, shiftDate } from '../../../../shared/domain/time/serviceDay.ts'

/** Service dates of many restaurants at one instant: those of one zone are the same, and worked out once. */
export interface ServiceDates {
  today(settings: TableSettings): string
  /** May guests book this date there now, as far as the calendar goes? */
  isWithinWindow(settings: TableSettings, date: string): boolean
}

export function serviceDatesAt(now: Instant): ServiceDates {
  const todays = new Map<string, string>()
  const lasts = new Map<string, string>()

  function today(settings: TableSettings): string {
    return remember(todays, `${settings.zone} ${settings.dayBoundary}`, () => serviceDateOf(settings, now))
  }

  return {
    today,
    isWithinWindow(settings, date) {
      const first = today(settings)
      const { bookingWindowDays: days } = settings
      if (date < first) return false
      return days === null || date <= remember(lasts, `${first} ${days}`, () => shiftDate(first, days))
    },
  }
}

function remember(known: Map<string, string>, key: string, make: () => string): string {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
