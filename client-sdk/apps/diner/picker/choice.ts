import type { Slot } from './slots.ts'

/** A time for a party, as one could have it. */
export interface Choice {
  readonly venueId: string
  readonly date: string
  readonly slot: Slot
  readonly party: number
  /** What is shown is proven to be so now. */
  readonly fresh: boolean
}

/** What the picker shows; the times are wall clock at the restaurant. */
export interface Shown {
  readonly date: string
  readonly party: number
  readonly at: string | null
}
