import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { emailIndexOf, sealField } from '../../identity/accounts.ts'
import { isTaken } from '../../identity/isTaken.ts'
import { beginProof, redeem, type Todo } from '../../identity/proofs.ts'
import { tellOwner } from '../../identity/tellOwner.ts'
import { sha256 } from '../../infra/ids.ts'
import { mustBeThem, ownAccount } from './ownAccount.ts'
import { profileOf } from './profile.ts'

/**
 * Whether the other address has an account is told to that address only.
 *
 * @throws AppError `wrong_credentials`, `not_allowed_now` with `log_in_again`, `rate_limited`, `request_id_reused`
 */
export async function beginEmailChange(
  ctx: Context,
  { email, password }: Input<'account.email.begin'>,
): Promise<Output<'account.email.begin'>> {
  const { deps } = ctx
  const account = await ownAccount(ctx)
  await mustBeThem(ctx, account, password)
  const known = await deps.collections.accounts.findOne({ emailIndex: emailIndexOf(deps, email) }, { maxTimeMS: 3000 })
  return beginProof(ctx, {
    kind: 'email',
    to: email,
    language: account.language,
    todo: { accountId: account._id, email, was: account.emailIndex },
    instead: known === null ? null : 'registered',
    // Not this address’s yet: an account that is erased meanwhile must still find it.
    whose: account._id,
  })
}

/** @throws AppError `wrong_code` also when the address got an account meanwhile */
export async function finishEmailChange(
  ctx: Context,
  proof: Input<'account.email.finish'>,
): Promise<Output<'account.email.finish'>> {
  const { deps, actor } = ctx
  const account = await ownAccount(ctx)
  await redeem(deps, { kind: 'email', ...proof }, async (todo) => {
    if (todo.accountId !== account._id) throw new AppError('wrong_code')
    await setEmail(ctx, todo)
    await deps.audit.record({ action: 'account.emailChanged', by: actor.key, to: actor.key })
    const id = sha256(proof.attempt)
    await tellOwner(ctx, account, { what: 'emailChanged', newAddress: todo.email, id })
  })
  return profileOf(deps, await ownAccount(ctx))
}

/** From the address it had when it asked, or again to the one it has by now. */
async function setEmail({ deps }: Context, { accountId: _id, email, was }: Todo['email']): Promise<void> {
  const emailIndex = emailIndexOf(deps, email)
  try {
    const { matchedCount } = await deps.collections.accounts.updateOne(
      { _id, emailIndex: { $in: [was, emailIndex] } },
      { $set: { emailIndex, email: sealField(deps, 'email', _id, email) } },
      { maxTimeMS: 5000 },
    )
    if (matchedCount === 0) throw new AppError('wrong_code')
  } catch (error) {
    if (isTaken(error)) throw new AppError('wrong_code')
    throw error
  }
}
