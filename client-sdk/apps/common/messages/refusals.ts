import type { ClientErrorCode } from '../../../src/index.ts'

export interface RefusalWords {
  /** What happened, what is safe, what to do next. */
  readonly errors: Readonly<Record<ClientErrorCode, string>>
  /** Why a slot cannot be had; a reason that is not here falls back to `errors.slot_unavailable`. */
  readonly reasons: Readonly<Record<Reason, string>>
}

/** Why not, as the hub names it. */
export type Reason =
  | 'closed'
  | 'outside_service'
  | 'outside_booking_window'
  | 'lead_time'
  | 'party_too_small'
  | 'party_too_large'
  | 'pacing_parties'
  | 'pacing_covers'
  | 'presence_limit'
  | 'online_limit'
  | 'no_table_fits'
  | 'private_stock'
  | 'held'
  | 'taken'
  | 'unknown_unit'
  | 'past_day_boundary'
  | 'no_longer_offered'
