import type { Role } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'

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
