import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { findAccount } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { guardPassword } from '../../identity/loginGuard.ts'
import { isPassword } from '../../identity/passwords.ts'

/** The account that asks. @throws AppError `session_ended` when it was erased meanwhile */
export async function ownAccount({ deps, actor }: Context): Promise<AccountDocument> {
  const account = await findAccount(deps, actor.key)
  if (account === null) throw new AppError('session_ended')
  return account
}

/**
 * Asked for once more where a session alone is not enough. Who has a session is no stranger, so strangers’ guesses do
 * not hold them up.
 *
 * @returns which of the passwords it is
 * @throws AppError `wrong_credentials` also where there is no password, `rate_limited`
 */
export async function mustKnowPassword(
  { deps, address }: Context,
  { emailIndex, passwordHash }: AccountDocument,
  passwords: readonly string[],
): Promise<string> {
  const known = await guardPassword(deps, { emailIndex, address, known: true }, async () => {
    for (const password of passwords) if (await isPassword(passwordHash, password)) return password
    return null
  })
  if (known === null) throw new AppError('wrong_credentials')
  return known
}

/** Who has no password must have logged in so lately. */
const freshMs = 10 * 60_000

/**
 * Shown once more that it is them: by the password, or, where a provider alone knows them, by having just logged in.
 *
 * @throws AppError `wrong_credentials`, `rate_limited`, `not_allowed_now` with `log_in_again`
 */
export async function mustBeThem(ctx: Context, account: AccountDocument, password: string | undefined): Promise<void> {
  if (account.passwordHash !== null) {
    if (password === undefined) throw new AppError('wrong_credentials')
    await mustKnowPassword(ctx, account, [password])
    return
  }
  const { deps, actor } = ctx
  const opened = { $gt: new Date(deps.clock.now() - freshMs) }
  const fresh = await deps.collections.sessions.findOne(
    { _id: actor.sessionId ?? '', actor: actor.key, openedAt: opened },
    { maxTimeMS: 3000 },
  )
  if (fresh === null) throw new AppError('not_allowed_now', { reason: 'log_in_again' })
}
