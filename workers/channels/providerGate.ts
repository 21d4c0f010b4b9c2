import type { SendOutcome } from '../../server/core/notices/message.ts'
import { isLinkTrouble } from './linkTrouble.ts'

interface Options {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
  /** In no second more go than this. */
  readonly perSecond: number
  /** So many troubles with the link in a row, and the provider is left alone. @default 5 */
  readonly troubles?: number
  /** How long it is left alone; then one try finds out. @default 30_000 */
  readonly pauseMs?: number
}

export type Pass = { readonly go: true } | { readonly go: false; readonly retryAfterMs: number }

/** Before a provider: spares one that is in trouble, and keeps to its rate. One for each, in each process. */
export interface ProviderGate {
  /** Until one may go, as things are; 0: now. Nobody has to go who only wants to know. */
  waitMs(): number
  /** Whoever may go tells how it ended. */
  ask(): Pass
  told(outcome: SendOutcome): void
}

export function createProviderGate({ now, perSecond, troubles = 5, pauseMs = 30_000 }: Options): ProviderGate {
  let inARow = 0
  let openAgainAt = 0
  /** When the last ones went, the oldest first; no more than go in a second. */
  const went: number[] = []

  function waitAt(at: number): number {
    if (inARow >= troubles && at < openAgainAt) return openAgainAt - at
    const [oldest] = went
    return oldest !== undefined && went.length >= perSecond ? Math.max(0, oldest + 1000 - at) : 0
  }

  return {
    waitMs: () => waitAt(now()),
    ask() {
      const at = now()
      const retryAfterMs = waitAt(at)
      if (retryAfterMs > 0) return { go: false, retryAfterMs }
      // While there is trouble this one finds out alone, and the next after another pause should it never tell.
      if (inARow >= troubles) openAgainAt = at + pauseMs
      went.push(at)
      if (went.length > perSecond) went.shift()
      return { go: true }
    },
    told(outcome) {
      if (!isTrouble(outcome)) {
        inARow = 0
        return
      }
      inARow += 1
      openAgainAt = now() + pauseMs
    },
  }
}

/** A link lost after everything had been said counts too: a provider that does so to all makes them all unsure. */
function isTrouble(outcome: SendOutcome): boolean {
  return outcome.end === 'unsure' || (outcome.end === 'later' && isLinkTrouble(outcome.error))
}
