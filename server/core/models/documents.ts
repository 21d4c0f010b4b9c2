import type { distinctions } from '../../../shared/contract/operations/venue.ts'
import type { ClaimEnd, ClaimState, Instant } from '../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import type { Language } from '../identity/documents.ts'

type Distinction = (typeof distinctions)[number]

/** What a restaurant tells everybody about itself besides name, city and cuisine. Nothing of a guest's. */
export interface VenueProfile {
  /** As it is written in Korean and Japanese. */
  readonly localNames: { readonly ko: string | null; readonly ja: string | null }
  readonly distinction: Distinction | null
  /** 1 to 4, cheap to dear. */
  readonly price: number | null
  readonly address: string | null
  /** Degrees. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null
  readonly phone: string | null
  /** `https:` or `http:`. */
  readonly website: string | null
  readonly facilities: readonly string[]
  readonly about: { readonly ko: string | null; readonly en: string | null; readonly ja: string | null }
}

export interface PictureDocument {
  /** Made for each upload; the blobs are named after it. */
  readonly id: string
  /** SHA-256 of what was uploaded: the same picture is not taken twice. */
  readonly hash: string
  /** Of the widest blob, in pixels. */
  readonly width: number
  readonly height: number
  readonly alt: string
}

export interface VenueDocument extends VenueProfile {
  readonly _id: string
  readonly name: string
  readonly city: string
  readonly cuisine: string
  readonly zone: string
  /** The first stands for the restaurant. */
  readonly pictures: readonly PictureDocument[]
  /** When anything of the above last changed, by the primary's clock. */
  readonly updatedAt: Date
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
  /** Sealed: whoever comes, where that is somebody else. */
  readonly host?: string
  /** That it was booked for. */
  readonly companyId?: string
  /** Of what they are told, where they said. */
  readonly language?: Language
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
