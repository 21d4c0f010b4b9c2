import type { SendOutcome } from '../../server/core/notices/message.ts'
import type { DeviceOutcome } from '../channels/pushFailure.ts'

/** In the order in which one device speaks for all of somebody's. */
const telling: readonly SendOutcome['end'][] = ['sent', 'unsure', 'later', 'never']

/**
 * One notice to all devices of a person: it arrived if it did at any of them. Else nobody knows as soon as nobody knows of
 * one; it may work later if it may at one; and what is left never will like this.
 */
export function outcomeOf(outcomes: readonly DeviceOutcome[]): SendOutcome {
  const alive = outcomes.filter((outcome) => outcome.end !== 'gone')
  const [first] = alive.toSorted((a, b) => telling.indexOf(a.end) - telling.indexOf(b.end) || waitOf(b) - waitOf(a))
  return first ?? { end: 'never', error: 'gone' }
}

/** Of several that say when, the last counts. */
function waitOf(outcome: SendOutcome): number {
  return outcome.end === 'later' ? (outcome.retryAfterMs ?? 0) : 0
}
