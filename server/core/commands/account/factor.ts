import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { sealField } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { guardCode } from '../../identity/loginGuard.ts'
import {
  factorSecretOf,
  factorUriOf,
  keptRecoveryCodes,
  mustProveFactor,
  newFactorSecret,
  newRecoveryCodes,
  stepOf,
} from '../../identity/secondFactor.ts'
import { tellOwner } from '../../identity/tellOwner.ts'
import { sha256 } from '../../infra/ids.ts'
import { ownAccount } from './ownAccount.ts'
import { profileOf } from './profile.ts'

/** Asked again before it is switched on, there is another secret. @throws AppError `not_allowed_now` while one is on */
export async function beginFactor(ctx: Context): Promise<Output<'account.factor.begin'>> {
  const { deps } = ctx
  const account = await ownAccount(ctx)
  const secret = newFactorSecret()
  const factor = { secret: sealField(deps, 'factor', account._id, secret), confirmed: false, lastStep: 0, recovery: [] }
  const { matchedCount } = await deps.collections.accounts.updateOne(
    { _id: account._id, 'factor.confirmed': { $ne: true } },
    { $set: { factor } },
    { maxTimeMS: 5000 },
  )
  if (matchedCount === 0) throw new AppError('not_allowed_now', { reason: 'factor_on' })
  return { secret, uri: factorUriOf(secret, profileOf(deps, account).email) }
}

/**
 * Roles that rested are in force with the next renewal, which every session is told to make.
 *
 * @throws AppError `not_allowed_now` where none was begun or one is on, `wrong_code`, `rate_limited`
 */
export async function confirmFactor(
  ctx: Context,
  { code }: Input<'account.factor.confirm'>,
): Promise<Output<'account.factor.confirm'>> {
  const { deps, actor } = ctx
  const account = await ownAccount(ctx)
  const { _id, factor } = account
  if (factor === null) throw new AppError('not_allowed_now', { reason: 'factor_off' })
  if (factor.confirmed) throw new AppError('not_allowed_now', { reason: 'factor_on' })
  const recoveryCodes = newRecoveryCodes()
  const recovery = keptRecoveryCodes(deps, _id, recoveryCodes)
  const right = await guardCode(deps, _id, async () => {
    const lastStep = stepOf(factorSecretOf(deps, account), code, deps.clock.now())
    if (lastStep === null) return false
    const { matchedCount } = await deps.collections.accounts.updateOne(
      { _id, 'factor.secret': factor.secret, 'factor.confirmed': false },
      { $set: { 'factor.confirmed': true, 'factor.lastStep': lastStep, 'factor.recovery': recovery } },
      { maxTimeMS: 5000 },
    )
    return matchedCount === 1
  })
  if (!right) throw new AppError('wrong_code')
  await deps.audit.record({ action: 'account.factorOn', by: actor.key, to: actor.key })
  await tellOwner(ctx, account, { what: 'factorOn', id: sha256(factor.secret) })
  await grantsChanged(ctx, account)
  return { recoveryCodes }
}

/** @throws AppError `not_allowed_now` while none is on, `wrong_code`, `rate_limited` */
export async function removeFactor(
  ctx: Context,
  { code }: Input<'account.factor.remove'>,
): Promise<Output<'account.factor.remove'>> {
  const { deps, actor } = ctx
  const account = await ownAccount(ctx)
  if (account.factor?.confirmed !== true) throw new AppError('not_allowed_now', { reason: 'factor_off' })
  await mustProveFactor(deps, account, code)
  await deps.collections.accounts.updateOne(
    { _id: account._id, 'factor.secret': account.factor.secret },
    { $set: { factor: null } },
    { maxTimeMS: 5000 },
  )
  await deps.audit.record({ action: 'account.factorOff', by: actor.key, to: actor.key })
  await tellOwner(ctx, account, { what: 'factorOff', id: sha256(account.factor.secret) })
  await grantsChanged(ctx, account)
  return {}
}

/** What the tokens that are out say of somebody with roles is no longer so. Last: it cuts the socket that waits for the answer. */
async function grantsChanged({ deps, actor }: Context, { grants }: AccountDocument): Promise<void> {
  if (grants.length > 0) await deps.revocations.revoke(actor.key)
}
