import type { Output } from '../../../shared/contract/index.ts'
import { type Grant, staffRoles } from '../../../shared/contract/policy.ts'
import type { Deps } from '../deps.ts'
import type { AccountDocument } from './documents.ts'

type Sealer = Pick<Deps, 'crypt'>
type Session = Output<'session.guest'>

export function accountKeyOf({ _id }: Pick<AccountDocument, '_id'>): string {
  return `account:${_id}`
}

/** One address, however it is written. */
export function emailIndexOf({ crypt }: Sealer, email: string): string {
  return crypt.blindIndex('email', email.toLowerCase())
}

export async function findAccount({ collections }: Pick<Deps, 'collections'>, key: string) {
  return collections.accounts.findOne({ _id: key.replace(/^account:/, '') }, { maxTimeMS: 3000 })
}

type Field = 'email' | 'name' | 'phone' | 'factor'

/** Where a sealed field of an account belongs: moved to another account it does not open. */
function accountField(field: Field, accountId: string): string {
  return `accounts.${field}:${accountId}`
}

export function sealField({ crypt }: Sealer, field: Field, accountId: string, plain: string): string {
  return crypt.seal(plain, accountField(field, accountId))
}

export function openField({ crypt }: Sealer, field: Field, accountId: string, sealed: string): string {
  return crypt.open(sealed, accountField(field, accountId))
}

/** Roles over others rest until there is a second factor. Everybody with an account is a diner. */
export function grantsInForce(account: AccountDocument): readonly Grant[] {
  const diner: Grant = { role: 'diner', venueId: null }
  return secondFactorOf(account) === 'needed' ? [diner] : [diner, ...account.grants]
}

export function secondFactorOf({ factor, grants, demo }: AccountDocument): Session['secondFactor'] {
  if (factor?.confirmed === true) return 'on'
  return demo !== true && grants.some(({ role }) => staffRoles.has(role)) ? 'needed' : 'off'
}
