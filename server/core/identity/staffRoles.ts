import type { mongo } from 'mongoose'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { AccountDocument, InvitationDocument } from './documents.ts'
import { revocationAt } from './revocations.ts'

type Needs = Pick<Deps, 'collections' | 'connection' | 'clock' | 'newId'>

/** Each step is a few writes of one document each. */
const timeoutMs = 5000

/**
 * Takes an invitation for an account, which has the role from then on, and whose tokens are outdated. Taken again by the
 * same account it is answered again, and gives nothing: a role that was taken away since stays away.
 *
 * @param record called before anything is changed, perhaps more than once
 * @throws AppError `wrong_code`, `session_ended` where there is no such account any more
 */
export function takeInvitation(
  deps: Needs,
  {
    id,
    accountId,
    record,
  }: { readonly id: string; readonly accountId: string; record(venueId: string): Promise<void> },
): Promise<{ readonly invitation: InvitationDocument; readonly isNew: boolean }> {
  const { invitations, accounts } = deps.collections
  return inTransaction(deps, async (session) => {
    const found = await invitations.findOne({ _id: id, expireAt: { $gt: new Date(deps.clock.now()) } }, { session })
    if (found === null || (found.takenBy ?? accountId) !== accountId) throw new AppError('wrong_code')
    if (found.takenBy !== undefined) return { invitation: found, isNew: false }
    await record(found.venueId)
    await invitations.updateOne({ _id: id }, { $set: { takenBy: accountId } }, { session })
    const { venueId, role } = found
    const { matchedCount } = await accounts.updateOne(
      { _id: accountId },
      { $addToSet: { grants: { role, venueId } } },
      { session },
    )
    if (matchedCount === 0) throw new AppError('session_ended')
    await outdate(deps, accountId, session)
    return { invitation: found, isNew: true }
  })
}

/**
 * Takes every role of an account at a venue away, and what else was sent to its address. Its tokens are outdated.
 *
 * @param mayBeLast whether the venue may be left without a manager
 * @param record called before anything is changed, perhaps more than once
 * @returns whether there was any
 * @throws AppError `not_allowed_now`
 */
export function takeRolesAway(
  deps: Needs,
  opts: {
    readonly venueId: string
    readonly accountId: string
    readonly mayBeLast: boolean
    record(): Promise<void>
  },
): Promise<boolean> {
  const { venueId, accountId, mayBeLast, record } = opts
  const { invitations, accounts } = deps.collections
  return inTransaction(deps, async (session) => {
    const found = await accounts.findOne({ _id: accountId, 'grants.venueId': venueId }, { session })
    if (found === null) return false
    if (!mayBeLast && isManager(found, venueId)) await mustNotBeLast(deps, venueId, accountId, session)
    await record()
    await accounts.updateOne({ _id: accountId }, { $pull: { grants: { venueId } } }, { session })
    // Whoever is invited again begins anew.
    const said = `members.${accountId}`
    await deps.collections.desks.updateOne(
      { _id: venueId, [said]: { $exists: true } },
      { $unset: { [said]: 1 }, $inc: { rev: 1 } },
      { session },
    )
    await deps.collections.alertChoices.deleteMany({ accountId, venueId }, { session })
    await invitations.deleteMany({ venueId, emailIndex: found.emailIndex, takenBy: { $exists: false } }, { session })
    await outdate(deps, accountId, session)
    return true
  })
}

/** In the same write: whoever dies after it leaves no token with what was taken away. */
async function outdate({ collections, clock }: Needs, accountId: string, session: mongo.ClientSession): Promise<void> {
  await collections.revocations.updateOne({ _id: `account:${accountId}` }, revocationAt(clock.now()), {
    upsert: true,
    session,
  })
}

function isManager({ grants }: AccountDocument, venueId: string): boolean {
  return grants.some((grant) => grant.role === 'manager' && grant.venueId === venueId)
}

/** Another one has to stay, and writing on their account makes it so: of two who remove each other one comes second. */
async function mustNotBeLast(
  { collections, newId }: Needs,
  venueId: string,
  accountId: string,
  session: mongo.ClientSession,
): Promise<void> {
  const { matchedCount } = await collections.accounts.updateOne(
    { _id: { $ne: accountId }, grants: { $elemMatch: { role: 'manager', venueId } } },
    { $set: { staysFor: newId() } },
    { session },
  )
  if (matchedCount === 0) throw new AppError('not_allowed_now', { reason: 'last_manager' })
}

/** @throws AppError `busy` when it could not be had in time; asked again it does what is not yet done */
async function inTransaction<T>({ connection }: Needs, work: (session: mongo.ClientSession) => Promise<T>): Promise<T> {
  try {
    return await connection
      .getClient()
      .withSession((session) =>
        session.withTransaction(() => work(session), { readConcern: { level: 'snapshot' }, timeoutMS: timeoutMs }),
      )
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'MongoOperationTimeoutError') throw error
    throw new AppError('busy', { retryAfterMs: 1000, cause: error })
  }
}
