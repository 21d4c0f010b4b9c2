import type { LedgerEntry } from './entry.ts'

/** A guest's page in `ledgers`. An array, so that one index finds the pages of a claim, and `$pull` removes by value. */
export interface LedgerDocument {
  /** Guest key. */
  readonly _id: string
  readonly entries: readonly LedgerEntry[]
  /** A day after the last of it has ceased to weigh. */
  readonly expireAt: Date
}

const dayMs = 24 * 60 * 60_000

export function expireAtOf({ until, giveUpAt }: LedgerEntry): Date {
  return new Date(Math.max(until, giveUpAt ?? 0) + dayMs)
}
