import type { LaneLimits } from './ports.ts'

export const defaultLimits: LaneLimits = {
  waiting: 10_000,
  batch: 256,
  waitMs: 5_000,
  unknownMs: 8_000,
  bookBytes: 500_000,
  copyAnswers: 4_096,
  knownRequests: 8_192,
  lanes: 1_000,
}
