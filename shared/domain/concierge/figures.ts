import type { Instant } from '../book/types.ts'

/** A first answer that a desk gave. */
export interface FirstAnswer {
  readonly at: Instant
  /** Of the desk's open hours since the guest began to wait. */
  readonly tookMs: number
  readonly inTarget: boolean
}

/** How fast a desk answered. */
export interface Figures {
  readonly answered: number
  readonly inTarget: number
  /** Null where nothing was answered. */
  readonly medianSeconds: number | null
  readonly p90Seconds: number | null
}

export function figuresOf(answers: readonly FirstAnswer[]): Figures {
  const took = answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)
  return {
    answered: answers.length,
    inTarget: answers.filter(({ inTarget }) => inTarget).length,
    medianSeconds: secondsAt(took, 0.5),
    p90Seconds: secondsAt(took, 0.9),
  }
}

/** The smallest that so large a share does not exceed. */
function secondsAt(sortedMs: readonly number[], share: number): number | null {
  const ms = sortedMs[Math.max(0, Math.ceil(sortedMs.length * share) - 1)]
  return ms === undefined ? null : Math.round(ms / 1000)
}
