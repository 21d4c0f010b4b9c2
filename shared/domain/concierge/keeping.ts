import type { Instant } from '../book/types.ts'

/** How long what was said is kept after the last word, unless a desk says otherwise. */
export const defaultKeepMonths = 24
export const leastKeepMonths = 1
export const mostKeepMonths = 60

/** Of visitors without an account, whom nobody can ask any more. */
const visitorDays = 90

/** What was silent before these instants is kept no longer. */
export function keptUntil(now: Instant, keepMonths: number): { readonly account: Instant; readonly visitor: Instant } {
  const account = monthsBefore(now, keepMonths)
  return { account, visitor: Math.max(account, now - visitorDays * 86_400_000) }
}

/** The same day of the month in UTC, or its last where it is shorter. */
function monthsBefore(now: Instant, months: number): Instant {
  const date = new Date(now)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}
