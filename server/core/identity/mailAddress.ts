import type { Deps } from '../deps.ts'
import { findAccount, openField } from './accounts.ts'
import type { Language } from './documents.ts'

/** Where somebody is written to, and in which language. */
export interface MailAddress {
  readonly to: string
  readonly language: Language
}

/**
 * The address that the owner of an account has proved. Null: a visitor without an account, one who was erased, or one who
 * only logs in through a provider that vouched for no address.
 *
 * @param owner actor key
 */
export async function mailAddressOf(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  owner: string,
): Promise<MailAddress | null> {
  const account = owner.startsWith('account:') ? await findAccount(deps, owner) : null
  if (account === null || account.email === null) return null
  return { to: openField(deps, 'email', account._id, account.email), language: account.language }
}
