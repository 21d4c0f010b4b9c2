import type { Input, Output } from '../../../../shared/contract/index.ts'
import { without, withRole } from '../../../../shared/domain/companies/members.ts'
import { AppError } from '../../appError.ts'
import { changeMembers, companyOf } from '../../companies/companies.ts'
import type { CompanyDocument } from '../../companies/documents.ts'
import type { Context } from '../../context.ts'
import { canonical } from '../../infra/ids.ts'
import { invitationLifeMs } from '../staff.ts'
import { accountIdOf } from './companies.ts'

const kind = 'company-invitation'
const mostMembers = 100
/** Invitations that are remembered; each lives for a week. */
const mostTaken = 500

/**
 * The link is for one person, whoever has it. Its secret is derived from the request, so that one that comes again is
 * answered alike, and what is kept is a hash of it.
 *
 * @throws AppError `not_found`, `not_allowed_now`, `request_id_reused`
 */
export async function inviteToCompany(
  ctx: Context,
  { companyId }: Input<'company.invite'>,
): Promise<Output<'company.invite'>> {
  const { deps, actor, requestId, bodyHash } = ctx
  await mustRun(ctx, companyId)
  const secret = deps.macs.secretFor(kind, canonical([actor.key, companyId, requestId]))
  const _id = invitationIdOf(ctx, secret)
  await deps.audit.record({ action: 'company.invited', by: actor.key, to: companyId, requestId }, _id)
  const expireAt = new Date(deps.clock.now() + invitationLifeMs)
  const invitation = await deps.collections.companyInvitations.findOneAndUpdate(
    { _id },
    { $setOnInsert: { companyId, by: actor.key, bodyHash, expireAt } },
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (invitation === null) throw new Error('an invitation is there once it is written')
  if (invitation.bodyHash !== bodyHash) throw new AppError('request_id_reused')
  return { secret, expiresAt: invitation.expireAt.toISOString() }
}

function invitationIdOf({ deps }: Pick<Context, 'deps'>, secret: string): string {
  return deps.crypt.blindIndex(kind, secret)
}

/**
 * Taken again by the same account it is answered again and brings nobody back: who was taken out since stays out.
 *
 * @throws AppError `wrong_code`, `not_allowed_now` with `too_many`
 */
export async function joinCompany(ctx: Context, { secret }: Input<'company.join'>): Promise<Output<'company.join'>> {
  const { deps, actor } = ctx
  const { companies, companyInvitations } = deps.collections
  const accountId = accountIdOf(ctx)
  const _id = invitationIdOf(ctx, secret)
  const invitation = await companyInvitations.findOneAndUpdate(
    { _id, expireAt: { $gt: new Date(deps.clock.now()) }, takenBy: { $in: [accountId, null] } } as object,
    { $set: { takenBy: accountId } },
    { returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (invitation === null) throw new AppError('wrong_code')
  const { companyId } = invitation
  await deps.audit.record({ action: 'company.joined', by: actor.key, to: companyId }, _id)
  const member = { accountId, role: 'member', since: new Date(deps.clock.now()) } as const
  const { matchedCount } = await companies.updateOne(
    {
      _id: companyId,
      taken: { $ne: _id },
      'members.accountId': { $ne: accountId },
      [`members.${mostMembers - 1}`]: { $exists: false },
    },
    { $push: { members: member, taken: { $each: [_id], $slice: -mostTaken } }, $inc: { version: 1 } },
    { maxTimeMS: 5000 },
  )
  if (matchedCount === 0) await mustHaveBeenTaken(ctx, companyId, _id)
  return { companyId }
}

/** By this account, or it was of the company before; else the company has ended or has no room. */
async function mustHaveBeenTaken(ctx: Context, companyId: string, invitationId: string): Promise<void> {
  const company = await ctx.deps.collections.companies.findOne({ _id: companyId }, { maxTimeMS: 3000 })
  if (company === null) throw new AppError('wrong_code')
  const isOfIt = company.members.some((member) => member.accountId === accountIdOf(ctx))
  if (isOfIt || company.taken.includes(invitationId)) return
  throw new AppError('not_allowed_now', { reason: 'too_many' })
}

/** @throws AppError `not_found` */
export async function leaveCompany(
  ctx: Context,
  { companyId }: Input<'company.leave'>,
): Promise<Output<'company.leave'>> {
  const { deps, actor } = ctx
  const accountId = accountIdOf(ctx)
  await companyOf(deps, companyId, accountId)
  await deps.audit.record({ action: 'company.left', by: actor.key, to: companyId })
  await outdate(ctx, await changeMembers(deps, companyId, ({ members }) => without(members, accountId)))
  return {}
}

/**
 * What they follow of it ends within seconds, at every node; what they ask for, at once.
 *
 * @throws AppError `not_found`, `not_allowed_now`
 */
export async function removeFromCompany(
  ctx: Context,
  { companyId, accountId }: Input<'company.remove'>,
): Promise<Output<'company.remove'>> {
  const { deps, actor } = ctx
  await mustRun(ctx, companyId)
  const key = `account:${accountId}`
  await deps.audit.record({ action: 'company.removed', by: actor.key, to: key })
  const before = await changeMembers(deps, companyId, (company) => {
    mustStillRun(ctx, company)
    if (!company.members.some((member) => member.accountId === accountId)) throw new AppError('not_found')
    return without(company.members, accountId)
  })
  await outdate(ctx, before)
  return {}
}

/** What any of them follows of another's bookings is asked for anew, and refused where they are no colleagues any more. */
async function outdate({ deps }: Context, { members }: CompanyDocument): Promise<void> {
  await Promise.all(members.map(({ accountId }) => deps.revocations.revoke(`account:${accountId}`)))
}

/** @throws AppError `not_found`, `not_allowed_now`, with `last_admin` where nobody would run it */
export async function changeCompanyRole(
  ctx: Context,
  { companyId, accountId, role }: Input<'company.role'>,
): Promise<Output<'company.role'>> {
  const { deps, actor } = ctx
  await mustRun(ctx, companyId)
  await deps.audit.record({ action: 'company.roleChanged', by: actor.key, to: `account:${accountId}` })
  await changeMembers(deps, companyId, (company) => {
    mustStillRun(ctx, company)
    if (!company.members.some((member) => member.accountId === accountId)) throw new AppError('not_found')
    const members = withRole(company.members, accountId, role)
    if (members === null) throw new AppError('not_allowed_now', { reason: 'last_admin' })
    return members
  })
  return {}
}

/** @throws AppError `not_found` for whoever is not of it, `not_allowed_now` for whoever does not run it */
async function mustRun(ctx: Context, companyId: string): Promise<void> {
  mustStillRun(ctx, (await companyOf(ctx.deps, companyId, accountIdOf(ctx))).company)
}

function mustStillRun(ctx: Context, { members }: CompanyDocument): void {
  const self = members.find((member) => member.accountId === accountIdOf(ctx))
  if (self === undefined) throw new AppError('not_found')
  if (self.role !== 'admin') throw new AppError('not_allowed_now', { reason: 'admins_only' })
}
