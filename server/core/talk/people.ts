import type { Role } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { openField } from '../identity/accounts.ts'

/** Whoever works at a desk answers there, whichever of these they are. */
const deskRoles: readonly Role[] = ['host', 'manager', 'concierge']

/** As people are told to each other: without what kind of actor they are. */
export function accountIdOf(actor: string | null | undefined): string | null {
  return actor?.replace('account:', '') ?? null
}

export function actorOf(accountId: string): string {
  return `account:${accountId}`
}

/** @throws AppError `invalid_input` for whoever has no role at the desk */
export async function mustWorkAt(
  { collections }: Pick<Deps, 'collections'>,
  deskId: string,
  { accountId, path }: { readonly accountId: string; readonly path: string },
): Promise<void> {
  const working = { _id: accountId, grants: { $elemMatch: { venueId: deskId, role: { $in: deskRoles } } } }
  const found = await collections.accounts.findOne(working, { projection: { _id: 1 }, maxTimeMS: 3000 })
  if (found !== null) return
  throw new AppError('invalid_input', { issues: [{ path, message: 'Nobody who works at this desk' }] })
}

/** By their keys, of those of the owners who have an account. */
export async function namesOf(
  { collections, crypt }: Pick<Deps, 'collections' | 'crypt'>,
  rows: readonly { readonly owner: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ owner }) => (owner.startsWith('account:') ? [owner.slice('account:'.length)] : []))
  const found = collections.accounts.find({ _id: { $in: ids } }, { projection: { name: 1 }, maxTimeMS: 3000 })
  const names = found.map(({ _id, name }) => [actorOf(_id), openField({ crypt }, 'name', _id, name)] as const)
  return new Map(await names.toArray())
}
