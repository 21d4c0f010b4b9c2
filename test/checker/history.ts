import type { Role } from '../../shared/contract/policy.ts'
import type { Answer } from '../../shared/contract/wire.ts'

/**
 * `ok`: it happened. `fail`: it certainly did not. `info`: nobody knows (no answer, lost connection, killed process), or
 * something was merely noted.
 */
export type EntryKind = 'invoke' | 'ok' | 'fail' | 'info'

/** One line of a history: what one observer saw at one moment. */
export interface HistoryEntry {
  /** Counts up within `proc`. */
  readonly n: number
  /** Monotonic milliseconds of the observer. */
  readonly tMono: number
  /** Wall clock, milliseconds since 1970. */
  readonly tWall: number
  /** Name of the observer, unique in the run; the order of lines counts within one only. */
  readonly proc: string
  readonly pid: number
  readonly kind: EntryKind
  /**
   * Operation of the contract, or `feed.open`, `feed.patch`, `feed.live`, `feed.rest`, `reservation.read`; and noted at
   * the moment it became so: `session.ended`, `session.expires`, `right.given`, `right.taken`.
   */
  readonly op: string
  /** Request id; null where there is none. */
  readonly key: string | null
  readonly actor: string | null
  /** Socket or session of the observer. */
  readonly sess: string | null
  /** `<venueId>:<date>`. */
  readonly book: string | null
  /** Version of the book. */
  readonly ver: number | null
  readonly data: EntryData
}

export interface EntryData {
  /** On an answer: `n` of its invoke. */
  readonly of?: number
  /** On an invoke: hash of the canonical input. */
  readonly body?: string
  /** On `ok`: hash of the canonical answer. */
  readonly answer?: string
  readonly reservationId?: string
  readonly state?: string
  /** On `fail` and `info`: the error's code and, of a refusal, its reason. */
  readonly code?: string
  readonly reason?: string
  /** Of a session that ended or will: its id. */
  readonly session?: string
  /** On `ok`: the asker's role. */
  readonly role?: Role
  /** Of a feed; `from` and `to` also of a refresh token and its successor, hashed. */
  readonly feed?: string
  readonly epoch?: string
  readonly from?: string
  readonly to?: string
  readonly hash?: string
  /** On `feed.rest`: version and hash of a fresh snapshot. */
  readonly freshVersion?: string
  readonly freshHash?: string
  /** Milliseconds the answer took. */
  readonly tookMs?: number
}

/**
 * What an answer says about the command. One that settles nothing may go either way: under the same request id it was
 * tried before, or will be tried again.
 */
export function kindOfAnswer(answer: Answer<unknown> | null): EntryKind {
  if (answer === null) return 'info'
  if (answer.ok) return 'ok'
  return answer.error.settles ? 'fail' : 'info'
}
