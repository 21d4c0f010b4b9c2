import type { Instant } from './settings.ts'

/**
 * What the picker shows for one slot and party size: open, few (at most two more such parties fit, or only by moving
 * others), full (or only in stock the public may not see), closed (this size, or this slot now, is not for guests).
 */
export type Code = 'o' | 'f' | 'x' | 'c'

/** From this many such parties that would fit side by side a cell is open. */
export const manyFrom = 3

export interface PickerSlot {
  readonly at: Instant
  readonly label: string
  readonly serviceId: string
  /** One `Code` per party size, from one cover up to the largest a guest may book. */
  readonly codes: string
}

/** The picker of a venue and date: a function of book, settings and `boundary`, and of nothing else. */
export interface Availability {
  /** By ISO instant. Slots that have begun are left out. */
  readonly slots: Readonly<Record<string, PickerSlot>>
  /** The latest instant at which time alone may have changed the answer; 0 where none was. */
  readonly boundary: Instant
  /** The next one; null where none is to come. */
  readonly nextBoundary: Instant | null
}
