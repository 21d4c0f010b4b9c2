import type { RateLimit } from '../../../shared/contract/operation.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Limits } from '../infra/limits.ts'

/** Wrong passwords for one account from one address: who goes on waits longer each time. */
const fromHere: readonly RateLimit[] = [
  { points: 10, perSeconds: 900 },
  { points: 20, perSeconds: 7200 },
  { points: 40, perSeconds: 86_400 },
]
/** Wrong passwords for one account from anywhere. A device that has logged in before is not held up by it. */
const fromAnywhere: RateLimit = { points: 50, perSeconds: 900 }
/** Wrong passwords over all accounts and addresses: more are no mistakes of people, but lists that are tried. */
const everywhere: RateLimit = { points: 3000, perSeconds: 900 }
/**
 * Wrong passwords from one address, for whichever account, while that many are tried. Who knows theirs is let in at
 * once, and a device that has logged in before is not counted: a siege keeps nobody out.
 */
const besieged: RateLimit = { points: 3, perSeconds: 900 }
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
  const here = `${guess.emailIndex} ${guess.address}`
  const taken: Count[] = fromHere.map((limit) => [`login.here.${limit.perSeconds}`, limit, here])
  if (!guess.known) {
    taken.push(['login.anywhere', fromAnywhere, guess.emailIndex])
    if (await isSiege(limits)) taken.push(['login.besieged', besieged, guess.address])
  }
  for (const count of taken) await limits.take(...count)
  const result = await attempt()
  if (result === null) return null
  if (!guess.known) taken.push(all)
  for (const count of taken) await limits.giveBack(...count)
  return result
}

type Count = Parameters<Limits['take']>

const all: Count = ['login.everywhere', everywhere, 'all']

/** Counts one more, and whether they are more than people mistype. */
async function isSiege(limits: Limits): Promise<boolean> {
  try {
    await limits.take(...all)
    return false
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate_limited') return true
    throw error
  }
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
