export interface BundleTimes {
  /** Longest from the making of a bundle to its decision. @default 10_000 */
  readonly openMs: number
  /** Members of the replica set differ by less; beyond half of it somebody is told. @default 2_000 */
  readonly driftMs: number
}

export const bundleTimes: BundleTimes = { openMs: 10_000, driftMs: 2_000 }
