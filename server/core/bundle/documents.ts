import type { Bundle } from './ports.ts'

/** A bundle in `bundles`. */
export interface BundleDocument extends Omit<Bundle, 'id'> {
  readonly _id: string
  /** Absent while open. The newest committed one of a reservation says where it is. */
  readonly decidedAt?: Date
  /** Absent once finished: how the sweep finds work. */
  readonly unfinished?: true
  /** Set when finished; kept for as long as requests are remembered and the visit lies ahead. */
  readonly expireAt?: Date
}
