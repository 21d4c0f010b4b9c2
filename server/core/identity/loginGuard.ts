import type { RateLimit } from '../../../shared/contract/operation.ts'
import type { Deps } from '../deps.ts'

/** Wrong passwords for one account from one address. */
const fromHere: RateLimit = { points: 10, perSeconds: 900 }
/** Wrong passwords for one account from anywhere. A device that has logged in before is not held up by it. */
const fromAnywhere: RateLimit = { points: 50, perSeconds: 900 }
/** Wrong codes of one second factor: of a million codes three are right at a time. */
const codes: RateLimit = { points: 5, perSeconds: 300 }

type Needs = Pick<Deps, 'limits'>

interface Guess {
  readonly emailIndex: string
  readonly address: string
  /** The device has logged in to this account before. */
  readonly known: boolean
}

/**
 * Lets a password be tried, and counts it unless it is right. Counted before it is compared, so that a thousand at once
 * are not all the first.
 *
 * @throws AppError `rate_limited`
 */
export async function guardPassword<T>(
  { limits }: Needs,
  guess: Guess,
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const taken: [string, RateLimit, string][] = [['login.here', fromHere, `${guess.emailIndex} ${guess.address}`]]
  if (!guess.known) taken.push(['login.anywhere', fromAnywhere, guess.emailIndex])
  for (const [name, limit, who] of taken) await limits.take(name, limit, who)
  const result = await attempt()
  if (result !== null) for (const [name, limit, who] of taken) await limits.giveBack(name, limit, who)
  return result
}

/** A password was set anew by a code from the owner's mail: guesses at the old one no longer count. */
export async function forgetGuesses({ limits }: Needs, emailIndex: string): Promise<void> {
  await limits.forget('login.anywhere', fromAnywhere, emailIndex)
}

/** The same for codes. @throws AppError `rate_limited` */
export async function guardCode(
  { limits }: Needs,
  accountId: string,
  attempt: () => Promise<boolean>,
): Promise<boolean> {
  await limits.take('login.code', codes, accountId)
  const right = await attempt()
  if (right) await limits.giveBack('login.code', codes, accountId)
  return right
}
