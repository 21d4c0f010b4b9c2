import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../infra/tokens.ts'

export interface Identified {
  readonly actor: Actor & { readonly sessionId: string }
  /** Instants. */
  readonly issuedAt: number
  readonly expiresAt: number
}

/**
 * Whom a token speaks for, unless it was revoked meanwhile.
 *
 * @throws AppError `unauthenticated`, `token_expired` (also when what the account may has changed: renew), `session_ended`
 */
export function whoIs({ tokens, revocations }: Pick<Deps, 'tokens' | 'revocations'>, token: string): Identified {
  const { actor, issuedAt, expiresAt } = tokens.verify(token)
  const { sessionId } = actor
  if (sessionId === null) throw new AppError('unauthenticated')
  const fate = revocations.fateOf({ sessionId, actor: actor.key, issuedAt })
  if (fate !== 'stands') throw new AppError(fate === 'ended' ? 'session_ended' : 'token_expired')
  return { actor: { ...actor, sessionId }, issuedAt, expiresAt }
}
