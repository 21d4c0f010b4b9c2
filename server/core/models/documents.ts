import type { Grant } from '../../../shared/contract/policy.ts'
import type { ClaimEnd, ClaimState, Instant } from '../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'

export interface VenueDocument {
  readonly _id: string
  readonly name: string
  readonly city: string
  readonly cuisine: string
  readonly zone: string
  /** Newest version in `settings`. */
  readonly settingsVersion: number
  /** When it last rose: the sweep looks for books that have not adopted it. Absent on a venue whose settings never changed. */
  readonly settingsChangedAt?: Date
}

export interface SettingsDocument {
  /** `venueId:version`. */
  readonly _id: string
  readonly venueId: string
  readonly settings: TableSettings
  /** Whose change it was, and under which request; absent on the first. */
  readonly by?: { readonly actor: string; readonly requestId: string; readonly bodyHash: string }
}

export interface AccountDocument {
  /** `account:…` key's random part. */
  readonly _id: string
  /** Blind index; the address itself is not needed yet and not kept. */
  readonly emailIndex: string
  /** Argon2id. */
  readonly passwordHash: string
  readonly grants: readonly Grant[]
}

export interface GuestDetailsDocument {
  /** `reservationId:` and a hash of actor and request id: the confirming event names the details that count. */
  readonly _id: string
  readonly reservationId: string
  /** Sealed fields; see `fieldCrypt.ts`. */
  readonly name: string
  readonly phone: string
  readonly email: string | null
  readonly wishes: string | null
  readonly allergies: string | null
  /** Set by the relay once the commit they were written for is a fact. */
  readonly confirmed?: true
  /** A week after they were written, or half a year after the visit once confirmed. */
  readonly expireAt: Date
}

export interface ReservationDocument {
  readonly _id: string
  readonly owner: string
  readonly venueId: string
  readonly date: string
  readonly claimId: string
  readonly start: Instant
  readonly end: Instant
  readonly party: number
  readonly state: ClaimState | ClaimEnd
  readonly expiresAt: Instant | null
  /** Rises with each change of date; orders what different books say. */
  readonly generation: number
  readonly bookVersion: number
  readonly n: number
}

export interface LineageDocument {
  readonly _id: 'lineage'
  /** Random; a restored backup gets a new one, and every client starts over. */
  readonly epoch: string
}
