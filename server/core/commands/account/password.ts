import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { mustNotNamePerson } from '../../identity/passwordRules.ts'
import { hashPassword } from '../../identity/passwords.ts'
import { endOtherSessions } from '../../identity/sessions.ts'
import { tellOwner } from '../../identity/tellOwner.ts'
import { sha256 } from '../../infra/ids.ts'
import { mustKnowPassword, ownAccount } from './ownAccount.ts'
import { profileOf } from './profile.ts'

/**
 * Sets the password, then ends every other session. Asked again after the first time died in between, the password is
 * the next one already, and the sessions still end. Who has none yet sets one by a reset.
 *
 * @throws AppError `wrong_credentials`, `invalid_input` naming `next`, `rate_limited`
 */
export async function changePassword(
  ctx: Context,
  { current, next }: Input<'account.password.change'>,
): Promise<Output<'account.password.change'>> {
  const { deps, actor } = ctx
  const account = await ownAccount(ctx)
  const known = await mustKnowPassword(ctx, account, [current, next])
  mustNotNamePerson(next, profileOf(deps, account), 'next')
  if (known !== next) {
    const passwordHash = await hashPassword(next)
    const { matchedCount } = await deps.collections.accounts.updateOne(
      { _id: account._id, passwordHash: account.passwordHash },
      { $set: { passwordHash } },
      { maxTimeMS: 5000 },
    )
    if (matchedCount === 0) throw new AppError('wrong_credentials')
    await tellOwner(ctx, account, { what: 'passwordChanged', id: sha256(passwordHash) })
  }
  await endOtherSessions(deps, actor.key, actor.sessionId)
  await deps.audit.record({ action: 'account.passwordChanged', by: actor.key, to: actor.key })
  return {}
}
