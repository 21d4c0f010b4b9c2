/** A point in time: milliseconds since 1970-01-01T00:00Z. Intervals are half-open, `[start, end)`. */
export type Instant = number

/** Who a claim is for, and through which door it came. A unit may be closed to a channel; the rules decide. */
export type Channel = 'online' | 'in_house' | 'concierge' | 'walk_in'

/**
 * Every state a claim can be in while the book still knows it.
 *
 * `no_show` stays in the book without occupying its units, because it can be undone within the service.
 */
export type ClaimState =
  | 'held'
  | 'requested'
  | 'awaiting_payment'
  | 'confirmed'
  | 'arrived'
  | 'seated'
  | 'no_show'
  | 'blocked'

/** How a claim leaves the book. */
export type ClaimEnd = 'completed' | 'released' | 'expired' | 'declined' | 'cancelled'

/** Where a claim may go next: another state, or an end. */
export type Edge = ClaimState | ClaimEnd

/**
 * What the rules promised when the claim was made, frozen: the engine may give the claim other units that keep it.
 * The book carries it and never looks inside; each rules module narrows it by `kind`.
 */
export interface Terms {
  readonly kind: string
}

/** A change of two books: the claim ends only by the outcome of its bundle. */
export type BundleMark =
  /** Held for the bundle, without `expiresAt`; what it becomes when the bundle commits. */
  | { readonly id: string; readonly role: 'arriving'; readonly becomes: ArrivesAs }
  /** Still valid, to go when the bundle commits. */
  | { readonly id: string; readonly role: 'leaving' }

/** The state of the claim it follows, as far as a new date can keep it. */
export type ArrivesAs = 'requested' | 'confirmed'

/** Units taken for a time. Contains no guest details. */
export interface Claim {
  readonly id: string
  /** The reservation it serves; null for a block. */
  readonly reservationId: string | null
  /** Sorted, at least one. */
  readonly unitIds: readonly string[]
  readonly start: Instant
  readonly end: Instant
  /** People. */
  readonly party: number
  readonly state: ClaimState
  /** Set while `held` or `awaiting_payment`, except for a bundle's claim. Past it the claim is free and unconfirmable, whether or not any job ran. */
  readonly expiresAt: Instant | null
  /** Actor key of whom it belongs to (`guest:…`, `account:…`), or of the venue for staff's own. */
  readonly holder: string
  readonly channel: Channel
  readonly terms: Terms
  /** Shown to the guest by number, or fixed by staff: re-packing leaves it where it is. */
  readonly pinned: boolean
  /** Staff overrode the rules for it, visibly; property checks on pacing and fit set it apart. */
  readonly override: boolean
  /** A change of settings would break it; set by `adopt`, never breaks it. */
  readonly flagged: boolean
  readonly bundle: BundleMark | null
  /** Rises with each bundle that brings the reservation to another book; orders what different books say of it. */
  readonly generation: number
}

/** One venue's service date: every active claim on every unit. One document, one version. */
export interface Book {
  readonly venueId: string
  /** `YYYY-MM-DD`, service date in the venue's zone. */
  readonly date: string
  /** Rises by one with each commit; 0 is the empty book nothing was decided in. */
  readonly version: number
  /** The settings it is decided under; raised only by `adopt`. */
  readonly settingsVersion: number
  readonly claims: Readonly<Record<string, Claim>>
}

/** Who is asking. `staff` of the book's venue may end or change what is not theirs. */
export interface Party {
  /** Actor key, compared with a claim's `holder`. */
  readonly key: string
  readonly staff: boolean
}

/** What is wanted; the rules turn it into units and an end. */
export interface Want {
  readonly start: Instant
  readonly party: number
  readonly channel: Channel
  /** Exactly these units and no others: staff's pick. */
  readonly unitIds?: readonly string[]
  /** Ends at this instant instead of after the turn the rules would give: staff's pick. */
  readonly end?: Instant
  /** A promise the guest asked for, understood by the rules (an area, a kind of unit). */
  readonly area?: string
  /** Staff set pacing, fit, lead time and window aside; units still never overlap. */
  readonly override?: boolean
}

/** Those whose actor keys begin with `keys` hold at most so many places at a time, together. */
export interface Share {
  readonly keys: string
  readonly most: number
}

export type Command =
  | {
      readonly type: 'hold'
      readonly claimId: string
      readonly reservationId: string
      readonly want: Want
      readonly expiresAt: Instant
      readonly share?: Share
      /** For whom staff hold it: an actor key. @default whoever asks */
      readonly holder?: string
    }
  | {
      readonly type: 'book'
      readonly claimId: string
      readonly reservationId: string
      readonly holder: string
      readonly want: Want
    }
  | { readonly type: 'walkIn'; readonly claimId: string; readonly reservationId: string; readonly want: Want }
  | {
      readonly type: 'block'
      readonly claimId: string
      readonly unitIds: readonly string[]
      readonly start: Instant
      readonly end: Instant
    }
  | { readonly type: 'confirm'; readonly claimId: string }
  /** Another holder: actor key of whom it belongs to from now on. */
  | { readonly type: 'assign'; readonly claimId: string; readonly to: string }
  /** Ends a hold, or a block. */
  | { readonly type: 'release'; readonly claimId: string }
  | { readonly type: 'cancel'; readonly claimId: string }
  /** Another time or party within the night, in one commit. */
  | { readonly type: 'modify'; readonly claimId: string; readonly want: Want }
  /** Other units, same time: staff. */
  | { readonly type: 'move'; readonly claimId: string; readonly unitIds: readonly string[] }
  /** Along the table of edges: arrived, seated, completed, no_show and its undoing: staff. */
  | { readonly type: 'advance'; readonly claimId: string; readonly to: Edge }
  /** Ends every claim that is due. Decided before each command anyway; this is the tidy-up job's own. */
  | { readonly type: 'expire' }
  /** Raises `settingsVersion`, flags what the new settings would break. The rules given to `decide` are the new ones. */
  | { readonly type: 'adopt'; readonly settingsVersion: number }
  /** Bundle, step 1 in the new book: a hold without end. `takeOver`: the guest's own hold that leaves its place to it. `becomes`: `confirmed` if absent. */
  | {
      readonly type: 'bundleHold'
      readonly bundleId: string
      readonly claimId: string
      readonly reservationId: string
      readonly holder: string
      /** One more than that of the claim it follows. */
      readonly generation: number
      readonly want: Want
      readonly takeOver?: string
      readonly becomes?: ArrivesAs
    }
  /** Bundle, step 1 in the old book. */
  | { readonly type: 'bundleLeave'; readonly bundleId: string; readonly claimId: string }
  /** Bundle, step 3 in either book: its outcome, applied to whatever this book has of it. A no-op is accepted without events. */
  | { readonly type: 'bundleFinish'; readonly bundleId: string; readonly outcome: 'committed' | 'aborted' }

export type CommandType = Command['type']

/**
 * What happened. `apply` folds events over the empty book to the book's state (settings and time apart).
 * An event carries whole values, never differences, so that folding needs no rules.
 */
export type BookEvent =
  | { readonly type: 'claim.made'; readonly claim: Claim }
  /** The claim as it is now; `why` is the command or cause, for the reader of the history. */
  | { readonly type: 'claim.changed'; readonly claim: Claim; readonly why: ChangeCause }
  | {
      readonly type: 'claim.ended'
      /** As it last was. */
      readonly claim: Claim
      readonly end: ClaimEnd
      readonly why: ChangeCause
    }
  | { readonly type: 'settings.adopted'; readonly settingsVersion: number; readonly flagged: readonly string[] }

export type ChangeCause = CommandType | 'repacked' | 'due' | 'bundle'

/** Why not, in the words the picker, the hold, the waitlist and "why not?" share. */
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
  /** A hold that a change of settings made meanwhile would break. */
  | 'no_longer_offered'

/** What a book refuses a command with. */
export type Refusal =
  | { readonly code: 'slot_unavailable'; readonly reason: Reason }
  | { readonly code: 'not_found' }
  | { readonly code: 'hold_expired' }
  /** Those who share it hold as many places at that time as they may. */
  | { readonly code: 'share_held' }
  | { readonly code: 'not_allowed_now'; readonly from: ClaimState | null; readonly to: string }
  /** Its claim waits for the outcome of a bundle: settle that first, then decide again. */
  | { readonly code: 'bundle_open'; readonly bundleId: string }
  /** The book is decided under newer settings already. */
  | { readonly code: 'settings_behind' }

/**
 * The instants a decision leans on. The commit carries them in its filter against the primary's clock:
 * `now >= notBefore` and `now < before`.
 */
export interface Guards {
  /** The latest instant treated as passed; null where none was. */
  readonly notBefore: Instant | null
  /** The earliest deadline relied on as not yet reached; null where none was. */
  readonly before: Instant | null
}

export type Decision =
  | {
      readonly ok: true
      readonly events: readonly BookEvent[]
      readonly guards: Guards /** The claim the command is about, as it is afterwards; null when it ended or there is none. */
      readonly claim: Claim | null
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly guards: Guards }

/** Where a wanted claim goes. */
export interface Placement {
  readonly unitIds: readonly string[]
  readonly start: Instant
  readonly end: Instant
  readonly terms: Terms
  /** Others that move, within their promise, so that it fits. */
  readonly moves: readonly { readonly claimId: string; readonly unitIds: readonly string[] }[]
}

export type PlaceResult =
  | { readonly ok: true; readonly placement: Placement; readonly guards: Guards }
  | { readonly ok: false; readonly reason: Reason; readonly guards: Guards }

/**
 * What a kind of venue adds to the book. Handed to `decide`; pure, made once per settings version.
 *
 * `claims` are those that occupy something now: due ones are already gone, and the claim being changed is left out.
 * A seated party past its end occupies until `occupiedUntil`.
 *
 * `place` names in its guards what else of `now` its answer leans on: lead time, the window, and for a refusal a seated
 * party's overrun. Claims that may run out, and where a placed claim meets an overrun, are guarded by the book.
 */
export interface Rules {
  readonly settingsVersion: number
  place(claims: readonly Claim[], want: Want, now: Instant): PlaceResult
  /** Whether exactly these units may be taken for the time by a block or a move: do they exist, are they inside the day? Overlap is the book's own business. */
  admits(unitIds: readonly string[], start: Instant, end: Instant): Reason | null
  /** Claims that would break under these settings. */
  conflicts(claims: readonly Claim[]): readonly string[]
}
