import type { Input, Output } from '../../../../shared/contract/index.ts'
import type { Context } from '../../context.ts'
import type { Deps } from '../../deps.ts'
import { openField, sealField, secondFactorOf } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { ownAccount } from './ownAccount.ts'

type Profile = Output<'account.get'>

export async function getProfile(ctx: Context): Promise<Profile> {
  return profileOf(ctx.deps, await ownAccount(ctx))
}

export async function changeProfile(ctx: Context, change: Input<'account.change'>): Promise<Profile> {
  const { deps, actor } = ctx
  const { _id } = await ownAccount(ctx)
  const { name, phone, language } = change
  const set = {
    ...(name !== undefined && { name: sealField(deps, 'name', _id, name) }),
    ...(phone !== undefined && { phone: phone === null ? null : sealField(deps, 'phone', _id, phone) }),
    ...(language !== undefined && { language }),
  }
  if (Object.keys(set).length > 0) {
    await deps.collections.accounts.updateOne({ _id }, { $set: set }, { maxTimeMS: 5000 })
    await deps.audit.record({ action: 'account.changed', by: actor.key, to: actor.key })
  }
  return getProfile(ctx)
}

export function profileOf(deps: Pick<Deps, 'crypt'>, account: AccountDocument): Profile {
  const { _id, email, name, phone, language, passwordHash, providers, createdAt } = account
  return {
    accountId: _id,
    // A provider may have told none.
    email: email === null ? '' : openField(deps, 'email', _id, email),
    name: openField(deps, 'name', _id, name),
    phone: phone === null ? null : openField(deps, 'phone', _id, phone),
    language,
    secondFactor: secondFactorOf(account),
    hasPassword: passwordHash !== null,
    providers: providers.map((provider) => provider.slice(0, provider.indexOf(':'))),
    since: createdAt.toISOString(),
  }
}
