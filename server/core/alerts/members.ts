import { type Grant, staffRoles } from '../../../shared/contract/policy.ts'
import { type AlertChoice, choiceByDefault } from '../../../shared/domain/notices/alerts.ts'
import type { Deps } from '../deps.ts'
import { findAccount, grantsInForce } from '../identity/accounts.ts'
import type { AccountDocument } from '../identity/documents.ts'

type Needs = Pick<Deps, 'collections'>

/** Somebody who works at a restaurant, and how they are told of its bookings. */
export interface Member {
  readonly accountId: string
  readonly venueId: string
  readonly choice: AlertChoice
}

/** More than work at the restaurants that one round of the relay tells of. */
const mostMembers = 5000

export function choiceIdOf(accountId: string, venueId: string): string {
  return `${accountId}:${venueId}`
}

/** Everybody who works at these restaurants now. */
export async function membersOf({ collections }: Needs, venueIds: readonly string[]): Promise<readonly Member[]> {
  const accounts = await collections.accounts
    .find({ 'grants.venueId': { $in: [...venueIds] } }, { maxTimeMS: 5000 })
    .limit(mostMembers)
    .toArray()
  if (accounts.length === 0) return []
  const chosen = await collections.alertChoices.find({ venueId: { $in: [...venueIds] } }, { maxTimeMS: 5000 }).toArray()
  const byId = new Map(chosen.map((choice) => [choice._id, choice]))
  return accounts.flatMap((account) => {
    // A role that rests for want of a second factor is none.
    const [accountId, grants] = [account._id, grantsInForce(account)]
    return venueIds.flatMap((venueId) => {
      const choice = choiceOf(grants, venueId, byId.get(choiceIdOf(accountId, venueId)))
      return choice === null ? [] : [{ accountId, venueId, choice }]
    })
  })
}

/** The same of one, with their account; null: they do not work there, or not any more. */
export async function memberNow(
  deps: Needs,
  { accountId, venueId }: Pick<Member, 'accountId' | 'venueId'>,
): Promise<{ readonly account: AccountDocument; readonly choice: AlertChoice } | null> {
  const account = await findAccount(deps, accountId)
  if (account === null) return null
  const _id = choiceIdOf(accountId, venueId)
  const chosen = await deps.collections.alertChoices.findOne({ _id }, { maxTimeMS: 3000 })
  const choice = choiceOf(grantsInForce(account), venueId, chosen)
  return choice === null ? null : { account, choice }
}

/** What counts at a restaurant for whoever has these grants in force; null: they do not work there. */
export function choiceOf(
  grants: readonly Grant[],
  venueId: string,
  chosen: AlertChoice | undefined | null,
): AlertChoice | null {
  const here = grants.filter((grant) => grant.venueId === venueId && staffRoles.has(grant.role))
  if (here.length === 0) return null
  return chosen ?? choiceByDefault(here.some(({ role }) => role === 'manager'))
}
