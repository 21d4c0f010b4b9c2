import type { Channel, Instant } from '../book/types.ts'

/** Who may be given a table without staff's hand. A walk-in-only table is nobody's but staff's. */
export type TableChannel = 'online' | 'in_house' | 'concierge' | 'walk_in'

/** One table (a unit of the book). */
export interface Table {
  readonly id: string
  /** Smallest party worth seating here. */
  readonly minParty: number
  /** Seats. */
  readonly maxParty: number
  readonly area: string
  readonly channel: TableChannel
}

/** Tables that may be pushed together: taken and freed as one. */
export interface Combination {
  readonly id: string
  readonly tableIds: readonly string[]
  readonly minParty: number
  readonly maxParty: number
}

/** Wall-clock time of the service date, `HH:MM`; 24:00 to 29:59 are the small hours of the next morning. */
export type WallTime = string

/** How many may arrive, and be present. Null: no limit. The online limits are nested in the total ones. */
export interface Pacing {
  readonly intervalMinutes: number
  readonly maxParties: number | null
  readonly maxCovers: number | null
  readonly maxOnlineParties: number | null
  readonly maxOnlineCovers: number | null
  readonly maxPresentCovers: number | null
}

/** One sitting: lunch, dinner. */
export interface Service {
  readonly id: string
  readonly name: string
  /** First slot. */
  readonly opens: WallTime
  /** Last slot, inclusive. */
  readonly lastSeating: WallTime
  readonly slotMinutes: number
  readonly pacing: Pacing
}

/** Turn time: parties up to `upTo` stay `minutes` (elapsed). The last row serves every larger party. */
export interface TurnTime {
  readonly upTo: number
  readonly minutes: number
}

/** A dated exception: other services on that date, or none (closed). */
export interface DatedException {
  readonly date: string
  readonly services: readonly Service[]
}

/** Everything the table rules decide under. A change makes a new version; a book is decided under exactly the one it carries. */
export interface TableSettings {
  readonly version: number
  /** IANA zone. */
  readonly zone: string
  /** Wall-clock start of a service date; fixed when the venue is made. No claim crosses it. */
  readonly dayBoundary: WallTime
  readonly tables: readonly Table[]
  readonly combinations: readonly Combination[]
  /** Services by weekday, Monday first: seven entries, an empty one is a closed day. */
  readonly weekly: readonly (readonly Service[])[]
  readonly exceptions: readonly DatedException[]
  readonly turnTimes: readonly TurnTime[]
  /** Smallest and largest party a guest may book; staff are bound by seats only. */
  readonly minParty: number
  readonly maxParty: number
  /** A table may have at most this many seats more than the party; null: no cap. */
  readonly oversizeCap: number | null
  /** Guests may book at most this many days ahead. Null: no window. */
  readonly bookingWindowDays: number | null
  /** Guests book at least this long before the slot. */
  readonly leadMinutes: number
  /** A hold lasts this long. */
  readonly holdMs: number
  readonly repacking: boolean
}

/** What a claim on tables was promised, frozen when it was made. */
export interface TableTerms {
  readonly kind: 'table'
  /** The area asked for; null: any. */
  readonly area: string | null
  readonly channel: Channel
  /** Seats may exceed the party by at most this; null: no cap. */
  readonly oversizeCap: number | null
  readonly turnMinutes: number
}

export type { Instant }
