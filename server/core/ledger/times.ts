export interface LedgerTimes {
  /** Longest from an entry to the last write it stands for; that one carries the end of it as a guard. @default 15_000 */
  readonly giveUpMs: number
  /** Longest that an execution tries to get its entry made; the rest is the lane's. @default 4_000 */
  readonly enterMs: number
  /** Members of the replica set differ by less; beyond half of it somebody is told. @default 2_000 */
  readonly driftMs: number
}

export const ledgerTimes: LedgerTimes = { giveUpMs: 15_000, enterMs: 4_000, driftMs: 2_000 }
