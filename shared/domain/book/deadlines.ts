import type { Book, Claim, Instant } from './types.ts'

/** Has this claim run out? From `expiresAt` on it is free and unconfirmable, whether or not anyone ended it. */
export function isDue(claim: Claim, now: Instant): boolean {
  return claim.expiresAt !== null && claim.expiresAt <= now
}

/** The claims that have run out but still stand in the book, the first to run out first. */
export function dueClaims(book: Book, now: Instant): readonly Claim[] {
  const due = Object.values(book.claims).filter((claim) => isDue(claim, now))
  return due.sort((a, b) => Number(a.expiresAt) - Number(b.expiresAt) || (a.id < b.id ? -1 : 1))
}

/** The next instant at which a claim runs out; null if none will. For timers: what is due already is not ahead. */
export function nextDeadline(book: Book, now: Instant): Instant | null {
  return earliestExpiry(Object.values(book.claims).filter((claim) => !isDue(claim, now)))
}

/** The earliest `expiresAt` among the claims; null if none of them runs out. */
export function earliestExpiry(claims: readonly Claim[]): Instant | null {
  let earliest: Instant | null = null
  for (const { expiresAt } of claims) {
    if (expiresAt !== null && (earliest === null || expiresAt < earliest)) earliest = expiresAt
  }
  return earliest
}
