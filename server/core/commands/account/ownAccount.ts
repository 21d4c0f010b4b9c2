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
