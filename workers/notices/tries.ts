import type { OnItsWay, Settled } from '../../server/core/notices/claims.ts'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import type { Instant } from '../../shared/domain/book/types.ts'
import type { Kind } from '../../shared/domain/notices/kinds.ts'

/** Tries before somebody has to look. With the pauses below that is most of a day. */
const mostTries = 12
/** Senders lost one after another, the later ones with nothing else in their hands: it is what takes them down. */
const mostLost = 5
const firstPauseMs = 5_000
const longestPauseMs = 2 * 3_600_000

interface Try extends Pick<Kind, 'ifUnsure'> {
  /** So far, with this one. */
  readonly attempts: number
  readonly now: Instant
  readonly random: () => number
}

/** Why it is not tried again; null: it is. */
export function givenUp(claimed: Pick<OnItsWay, 'attempts' | 'lost' | 'why'>, most = mostTries): string | null {
  if ((claimed.lost ?? 0) >= mostLost) return 'sender_lost'
  return claimed.attempts > most ? (claimed.why ?? 'sender_lost') : null
}

/** How a try leaves it. */
export function afterTry(outcome: SendOutcome, one: Try): Settled {
  switch (outcome.end) {
    case 'sent':
      return { state: 'sent', ref: outcome.ref }
    case 'never':
      return { state: 'dead', why: outcome.error }
    case 'later':
      return later(one, outcome.error, outcome.retryAfterMs)
    case 'unsure':
      if (one.ifUnsure === 'leave') return { state: 'ambiguous', why: outcome.error }
      return { ...later(one, outcome.error), unsure: true }
  }
}

/** Once more after a pause, twice as long each time and never all at once; after the last try, no more. */
export function later({ attempts, now, random }: Omit<Try, 'ifUnsure'>, why: string, retryAfterMs?: number) {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1)) * (0.5 + random() / 2)
  return { state: 'pending', at: now + (retryAfterMs ?? pauseMs), tried: true, why } as const
}

/** As it is counted; null: it was no try. */
export function endOf(settled: Settled): string | null {
  if (settled.state !== 'pending') return settled.state
  if (!settled.tried) return null
  return settled.unsure === true ? 'unsure' : 'later'
}
