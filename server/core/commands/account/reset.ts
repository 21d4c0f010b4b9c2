import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { accountKeyOf, emailIndexOf, findAccount } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { forgetGuesses } from '../../identity/loginGuard.ts'
import { mustNotNamePerson } from '../../identity/passwordRules.ts'
import { hashPassword, isPassword } from '../../identity/passwords.ts'
import { beginProof, redeem } from '../../identity/proofs.ts'
import { endOtherSessions } from '../../identity/sessions.ts'
import { tellOwner } from '../../identity/tellOwner.ts'
import { sha256 } from '../../infra/ids.ts'
import { profileOf } from './profile.ts'

/**
 * The same answer after the same work whether or not the address has an account; where nobody has one, the letter says so.
 *
 * @throws AppError `rate_limited`, `request_id_reused`
 */
export async function beginReset(
  ctx: Context,
  { email, language }: Input<'account.reset.begin'>,
): Promise<Output<'account.reset.begin'>> {
  const { deps } = ctx
  const known = await deps.collections.accounts.findOne({ emailIndex: emailIndexOf(deps, email) }, { maxTimeMS: 3000 })
  return beginProof(ctx, {
    kind: 'reset',
    to: email,
    language: language ?? known?.language ?? 'en',
    todo: known === null ? null : { accountId: known._id, was: nameOf(known) },
    instead: known === null ? 'nobody' : null,
  })
}

/**
 * Sets the password and ends every session. A code that was asked for before the password changed some other way opens
 * nothing; the second factor stays as it is.
 *
 * @throws AppError `wrong_code`, `invalid_input` naming `password`; then the code is still good
 */
export async function finishReset(
  ctx: Context,
  { password, ...proof }: Input<'account.reset.finish'>,
): Promise<Output<'account.reset.finish'>> {
  const { deps } = ctx
  await redeem(deps, { kind: 'reset', ...proof }, async (todo) => {
    const account = todo === null ? null : await findAccount(deps, todo.accountId)
    if (todo === null || account === null) throw new AppError('wrong_code')
    mustNotNamePerson(password, profileOf(deps, account))
    if (!(await setPassword(deps, account, todo.was, password))) throw new AppError('wrong_code')
    const key = accountKeyOf(account)
    await forgetGuesses(deps, account.emailIndex)
    await deps.audit.record({ action: 'account.passwordReset', by: key, to: key })
    await endOtherSessions(deps, key, null)
    await tellOwner(ctx, account, { what: 'passwordChanged', id: sha256(proof.attempt) })
  })
  return {}
}

/** @returns false when another password was set since the code was asked for */
async function setPassword(
  { collections }: Pick<Context['deps'], 'collections'>,
  account: AccountDocument,
  was: string,
  password: string,
): Promise<boolean> {
  const { _id, passwordHash } = account
  // Set by the first time, which died before it had ended the sessions.
  if (nameOf(account) !== was) return isPassword(passwordHash, password)
  const { matchedCount } = await collections.accounts.updateOne(
    { _id, passwordHash },
    { $set: { passwordHash: await hashPassword(password) } },
    { maxTimeMS: 5000 },
  )
  return matchedCount === 1
}

/** By which a password hash is told from any other, salt and all. */
function nameOf({ passwordHash }: AccountDocument): string {
  return sha256(passwordHash ?? '')
}
