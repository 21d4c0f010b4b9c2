import type { Grant, Role } from '../../../../shared/contract/policy.ts'
import type { CallKind } from '../../../../shared/domain/notices/kinds.ts'
import type { Deps } from '../../deps.ts'
import { findAccount, grantsInForce } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'

type Needs = Pick<Deps, 'collections'>

/** Who runs the desk decides about what has run out; whoever may answer comes where nobody is. */
const rolesFor: Readonly<Record<CallKind, readonly Role[]>> = {
  'wait.overdue': ['manager'],
  'wait.unattended': ['manager', 'concierge'],
}

const mostPeople = 200

/** Accounts of all who are to know of it. */
export async function callable({ collections }: Needs, deskId: string, kind: CallKind): Promise<readonly string[]> {
  const accounts = await collections.accounts
    .find({ 'grants.venueId': deskId }, { maxTimeMS: 3000 })
    .limit(mostPeople)
    .toArray()
  return accounts.filter((account) => mayBeCalled(account, deskId, kind)).map(({ _id }) => _id)
}

/**
 * The account as it is now; null: they work there no more, or their role rests for want of a second factor. How they want
 * to be told of bookings is not asked: a guest who waits for nobody is worse, and a device that is to be quiet is not
 * registered.
 */
export async function calledNow(
  deps: Needs,
  { accountId, deskId, kind }: { readonly accountId: string; readonly deskId: string; readonly kind: CallKind },
): Promise<AccountDocument | null> {
  const account = await findAccount(deps, accountId)
  return account !== null && mayBeCalled(account, deskId, kind) ? account : null
}

function mayBeCalled(account: AccountDocument, deskId: string, kind: CallKind): boolean {
  const isTheirs = ({ role, venueId }: Grant) => venueId === deskId && rolesFor[kind].includes(role)
  return grantsInForce(account).some(isTheirs)
}
