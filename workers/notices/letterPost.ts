import type { Deps } from '../../server/core/deps.ts'
import type { LetterDocument } from '../../server/core/identity/documents.ts'
import { openLetter } from '../../server/core/identity/letters.ts'
import { type ClaimedOf, createClaims, type Settled } from '../../server/core/notices/claims.ts'
import { composeLetter } from '../../server/core/notices/composeLetter.ts'
import { careful } from './careful.ts'
import type { MailChannel } from './mailOutlet.ts'
import { noteEnd } from './noteEnd.ts'
import { afterTry, givenUp, later } from './tries.ts'

export interface LetterPost {
  /** Hands over the letters that wait. @returns how many that were */
  sweep(): Promise<number>
}

interface Options {
  readonly deps: Deps
  readonly mail: MailChannel
  readonly random: () => number
}

/** In a round of the sweep. */
const atOnce = 10

/**
 * Codes, invitations and what has changed about an account, each by one mail. Lost with its sender it goes again under
 * the same `Message-ID`: a code that comes twice harms nobody.
 */
export function createLetterPost({ deps, mail, random }: Options): LetterPost {
  const { clock, collections, log } = deps
  const claims = createClaims<LetterDocument>(collections.letters, { now: clock.now, newId: deps.newId })

  async function post(id: string): Promise<void> {
    const claimed = await claims.claim(id)
    if (claimed === null) return
    const settled = await tryToPost(claimed).catch((err: unknown): Settled | null => {
      log.error({ err, job: 'letters' }, 'a letter could not be made')
      return later({ attempts: claimed.attempts, now: clock.now(), random }, 'fault')
    })
    if (settled === null) return
    noteEnd(deps, { ...claimed, channel: 'email', kind: `letter.${claimed.kind}` }, settled)
    await claims.settle(claimed, settled)
  }

  /** Null: it is somebody else's by now. */
  async function tryToPost(claimed: ClaimedOf<LetterDocument>): Promise<Settled | null> {
    const now = clock.now()
    const why = givenUp(claimed)
    if (why !== null) return { state: 'dead', why }
    if (claimed.usefulUntil.getTime() <= now) return { state: 'suppressed', why: 'too_late' }
    const { to, content } = openLetter(deps, claimed)
    const written = composeLetter(deps, claimed, { to, content })
    const pass = mail.ask()
    if (!pass.go) return { state: 'pending', at: now + pass.retryAfterMs, tried: false }
    const outcome = await claims.sending(claimed, () => mail.send(written))
    if (outcome === null) return null
    return afterTry(outcome, {
      attempts: claimed.attempts,
      ifUnsure: 'again',
      now: clock.now(),
      random,
    })
  }

  return {
    async sweep() {
      if (mail.waitMs() > 0) return 0
      const due = await collections.letters
        .find({ dueAt: { $lte: new Date(clock.now()), $type: 'date' } }, { projection: { lost: 1 }, maxTimeMS: 5000 })
        .sort({ dueAt: 1 })
        .limit(atOnce)
        .toArray()
      await careful(due, ({ _id }) => post(_id))
      return due.length
    },
  }
}
