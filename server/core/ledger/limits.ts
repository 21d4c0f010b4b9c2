import type { Instant } from '../../../shared/domain/book/types.ts'
import type { LedgerEntry } from './entry.ts'

export const limits = {
  /** Holds of one guest at once, over all books. */
  maxHolds: 3,
  /** One booking per guest within this time before and after its start. */
  apartMs: 2 * 60 * 60_000,
  /** Holds that may run out before the next one has to wait. */
  maxLapses: 5,
  /** How long a hold that ran out is remembered. */
  coolMs: 30 * 60_000,
} as const

export type LimitRefusal =
  | { readonly code: 'hold_limit' }
  | { readonly code: 'overlapping_booking' }
  /** Until this instant, if no more run out. */
  | { readonly code: 'cooling_down'; readonly until: Instant }
export type LimitCode = LimitRefusal['code']

/** What is to be entered, and the claims that go for it. */
export interface Candidate extends Pick<LedgerEntry, 'kind' | 'start' | 'end' | 'claim' | 'request' | 'raises'> {
  /** `claimKey`s that do not count against it: the booking it moves, the hold it takes over. */
  readonly replaces: readonly string[]
}

/**
 * The limit that a candidate would break on a guest's page; null if none.
 *
 * The page may list a claim or a request more than once (an execution that was repeated, or raised a claim): each
 * counts once, and never against itself.
 */
export function limitBroken(page: readonly LedgerEntry[], candidate: Candidate, now: Instant): LimitCode | null {
  const others = page.filter((entry) => counts(entry, candidate, now))
  if (candidate.kind === 'hold' && lapsesOf(others).length >= limits.maxLapses) return 'cooling_down'
  if (candidate.kind === 'hold' && countHolds(others) >= limits.maxHolds) return 'hold_limit'
  return others.some((entry) => isTooClose(entry, candidate)) ? 'overlapping_booking' : null
}

/** From when on a page that is cooling down takes a hold again. */
export function cooledAt(page: readonly LedgerEntry[], now: Instant): Instant {
  const ends = lapsesOf(page)
    .map(({ until }) => until)
    .sort((a, b) => a - b)
  return ends.at(-limits.maxLapses) ?? now
}

function lapsesOf(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries.filter(({ kind }) => kind === 'lapse')
}

/** Another request raises the same claim: this one's turn comes when that is known to be done, or not to be. */
export function isTaken(page: readonly LedgerEntry[], candidate: Candidate): boolean {
  const isRival = ({ claim, request, raises, version }: LedgerEntry) =>
    raises && version === 0 && claim === candidate.claim && request !== candidate.request
  return candidate.raises && page.some(isRival)
}

function counts({ until, claim, request }: LedgerEntry, candidate: Candidate, now: Instant): boolean {
  const isOwn = claim === candidate.claim || request === candidate.request
  return until > now && !isOwn && !candidate.replaces.includes(claim)
}

/** No claim stands without its entry and no request makes two claims: the lesser number still counts none too few. */
function countHolds(entries: readonly LedgerEntry[]): number {
  const holds = entries.filter(({ kind }) => kind === 'hold')
  return Math.min(new Set(holds.map(({ claim }) => claim)).size, new Set(holds.map(({ request }) => request)).size)
}

function isTooClose(a: LedgerEntry, b: Candidate): boolean {
  if (a.kind === 'lapse') return false
  return (a.start < b.end && b.start < a.end) || Math.abs(a.start - b.start) < limits.apartMs
}
