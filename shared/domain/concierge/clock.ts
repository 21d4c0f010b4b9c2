import type { Instant } from '../book/types.ts'
import type { DeskHours } from './hours.ts'
import { type Answer, dueAt, type Targets, targetMs } from './targets.ts'
import type { Tier } from './tiers.ts'

/** Of a guest who waits: fixed when the wait begins, for the clock stands still by itself while the desk is closed. */
export interface WaitClock {
  readonly waitingSince: Instant
  /** When the target runs out. Null, here and below: the desk is not open long enough within 400 days. */
  readonly dueAt: Instant | null
  /** What has missed its target is put behind those who can still be answered in time, as if it were due only now. */
  readonly secondDueAt: Instant | null
  /** Until when it may wait for the guest's own concierge. */
  readonly patientUntil: Instant | null
}

/** As if the target were three times as long: further back, the tail of the waits grows faster than the share in target. */
export const secondDueShare = 3

/** Who waits for one person in particular has to have time left in which another can answer. */
const patientShare = 0.4

export function waitClock(
  { waitingSince, tier, answer }: { readonly waitingSince: Instant; readonly tier: Tier; readonly answer: Answer },
  { targets, hours }: { readonly targets: Targets; readonly hours: DeskHours },
): WaitClock {
  const target = targetMs(targets, tier, answer)
  return {
    waitingSince,
    dueAt: dueAt(waitingSince, target, hours),
    secondDueAt: dueAt(waitingSince, target * secondDueShare, hours),
    patientUntil: dueAt(waitingSince, target * patientShare, hours),
  }
}
