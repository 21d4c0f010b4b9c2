import type { Instant } from '../book/types.ts'
import { afterOpen, type DeskHours, openBetween } from './hours.ts'
import type { Tier } from './tiers.ts'

/** Within how many seconds of the desk's hours a guest is answered. */
export interface Target {
  /** From what begins a conversation, or begins it again, to the desk's first word. */
  readonly firstSeconds: number
  /** From what the guest says then to the desk's next word. */
  readonly nextSeconds: number
}

export type Targets = Readonly<Record<Tier, Target>>

/** Which answer a guest waits for. */
export type Answer = 'first' | 'next'

/**
 * Of a desk that has said nothing. A table is held for five minutes, and whoever asks about it has to hear something
 * before it is gone: nobody's target is longer. An answer takes about a minute to write, some two: a target under a
 * minute and a half would be missed by writing alone. Whoever has had one answer has the screen before them and is owed
 * the next one sooner.
 */
export const defaultTargets: Targets = {
  standard: { firstSeconds: 300, nextSeconds: 240 },
  regular: { firstSeconds: 240, nextSeconds: 180 },
  vip: { firstSeconds: 150, nextSeconds: 120 },
  vvip: { firstSeconds: 90, nextSeconds: 90 },
}

export function targetMs(targets: Targets, tier: Tier, answer: Answer): number {
  const { firstSeconds, nextSeconds } = targets[tier]
  return (answer === 'first' ? firstSeconds : nextSeconds) * 1000
}

/**
 * When the target runs out for whoever waits since then; the clock stands still while the desk is closed.
 *
 * @returns null: the desk is not open long enough within 400 days
 */
export function dueAt(waitingSince: Instant, targetMs: number, hours: DeskHours): Instant | null {
  return afterOpen(hours, waitingSince, targetMs)
}

/** How much of the target is used by then: 0 nothing, 1 at the instant it is due, above 1 past it. */
export function usedAt(waitingSince: Instant, targetMs: number, hours: DeskHours, at: Instant): number {
  return openBetween(hours, waitingSince, at) / targetMs
}
