import type { EventRecord } from '../../server/core/lane/ports.ts'
import type { Claim } from '../../shared/domain/book/types.ts'
import type { TableSettings } from '../../shared/domain/tables/settings.ts'

export type Claims = Readonly<Record<string, Claim>>

/** A book as one write left it. */
export interface BookState {
  readonly version: number
  readonly settingsVersion: number
  /** Primary's clock at the newest commit. */
  readonly committedAt: number
  readonly claims: Claims
  /** By `<version>-<n>`: those the relay has not taken yet. */
  readonly events: Readonly<Record<string, EventRecord>>
}

/** One write to one book, in the order of the oplog. */
export interface BookWrite {
  readonly bookId: string
  /** Primary's clock when it was logged. */
  readonly wall: number
  /** Null: the book was made by this write. */
  readonly before: BookState | null
  /** Null: the book was removed. */
  readonly after: BookState | null
}

/** One row of `events` as the run left it, and how often it was inserted. */
export interface OutboxRow {
  readonly id: string
  readonly inserted: number
  readonly done: boolean
  readonly record: EventRecord
}

/** Ground truth of a run, whatever our own code says: from the oplog, and from settings that never change. */
export interface Oplog {
  readonly writes: Iterable<BookWrite> | AsyncIterable<BookWrite>
  /** Read after `writes` has ended. */
  outbox(): Iterable<OutboxRow>
  /** By `<venueId>:<version>`; a version that is missing leaves seats and pacing unjudged there. */
  readonly settings: ReadonlyMap<string, TableSettings>
}

/** Bounds of what may take time, in milliseconds. */
export interface Bounds {
  /** A hold's `expired` comes at most this long after its end (I5). */
  readonly expiryLagMs: number
  /** A client that shows "live" is at most this far behind (I9). */
  readonly stalenessMs: number
  /** A session that was ended is answered, and hears, nothing after this long (I15). */
  readonly revocationMs: number
  /** A token that ran out, likewise (I15). */
  readonly expiredMs: number
  /** Holds at once per guest (I18). */
  readonly holdsPerGuest: number
  /**
   * `committedAt` is taken a moment after the guard was compared, so it may pass a deadline that the guard still met.
   * The update that waits longest between the two is one that met a conflicting write.
   */
  readonly clockSlackMs: number
}

export const healthyBounds: Bounds = {
  expiryLagMs: 5_000,
  stalenessMs: 15_000,
  revocationMs: 5_000,
  expiredMs: 1_000,
  holdsPerGuest: 3,
  clockSlackMs: 250,
}

/** The venue and service date of a book. */
export function partsOf(bookId: string): { readonly venueId: string; readonly date: string } {
  const colon = bookId.indexOf(':')
  return { venueId: bookId.slice(0, colon), date: bookId.slice(colon + 1) }
}

/** Did this write commit a version? The relay's own writes leave it as it is. */
export function isCommit(write: BookWrite): write is BookWrite & { readonly after: BookState } {
  return write.after !== null && write.after.version > 0 && write.after.version !== write.before?.version
}

/** The events of the version a commit made, in their order. */
export function newEvents({ after }: { readonly after: BookState }): readonly EventRecord[] {
  const found = Object.values(after.events).filter((event) => event.version === after.version)
  return found.sort((a, b) => a.n - b.n)
}

/** Ids of the claims a write set, changed or removed. Unchanged claims are the same object before and after. */
export function changedClaims({ before, after }: BookWrite): readonly string[] {
  const old = before?.claims ?? {}
  const now = after?.claims ?? {}
  if (old === now) return []
  const ids = new Set([...Object.keys(old), ...Object.keys(now)])
  return [...ids].filter((id) => old[id] !== now[id])
}

/** Does this claim take its units at that instant of the primary's clock? */
export function isActive(claim: Claim, at: number): boolean {
  return claim.state !== 'no_show' && (claim.expiresAt === null || claim.expiresAt > at)
}

/** What a watcher judges by besides the evidence. */
export interface Situation {
  readonly bounds: Bounds
  readonly settings: ReadonlyMap<string, TableSettings>
}
