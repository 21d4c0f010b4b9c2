import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Role } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import { type Context, permitAtVenue } from '../context.ts'
import { emailIndexOf, openField } from '../identity/accounts.ts'
import type { AccountDocument } from '../identity/documents.ts'
import { leaveLetter } from '../identity/letters.ts'
import { takeInvitation, takeRolesAway } from '../identity/staffRoles.ts'
import { canonical } from '../infra/ids.ts'
import type { VenueDocument } from '../models/documents.ts'

const kind = 'invitation'
/** How long an invitation can be accepted. */
export const invitationLifeMs = 7 * 86_400_000
/** More than work at any restaurant. */
const mostStaff = 500

/**
 * Invites whoever has an address: the letter's secret is worth the role, once. Derived from the request, so that one
 * that comes again leaves the same letter.
 *
 * @throws AppError `not_found`, `request_id_reused`
 */
export async function inviteStaff(ctx: Context, input: Input<'staff.invite'>): Promise<Output<'staff.invite'>> {
  const { deps, actor, requestId, bodyHash } = ctx
  const { venueId, email, role, language } = input
  const venue = await venueOf(ctx, venueId)
  const secret = deps.macs.secretFor(kind, canonical([actor.key, venueId, requestId]))
  const _id = invitationIdOf(ctx, secret)
  const invitation = await deps.collections.invitations.findOneAndUpdate(
    { _id },
    {
      $setOnInsert: {
        venueId,
        role,
        emailIndex: emailIndexOf(deps, email),
        by: actor.key,
        bodyHash,
        expireAt: new Date(deps.clock.now() + invitationLifeMs),
      },
    },
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (invitation === null) throw new Error('an invitation is there once it is written')
  if (invitation.bodyHash !== bodyHash) throw new AppError('request_id_reused')
  await deps.audit.record({ action: 'staff.invited', by: actor.key, to: venueId, requestId }, _id)
  const content = { link: `/staff#${secret}`, venue: venue.name, role }
  await leaveLetter(deps, { id: _id, kind, language, to: email, content })
  return { expiresAt: invitation.expireAt.toISOString() }
}

/** Kept by a hash that no change of keys touches: an invitation outlives one. */
function invitationIdOf({ deps }: Context, secret: string): string {
  return deps.crypt.blindIndex(kind, secret)
}

/** The account's tokens are renewed, and have the role then. @throws AppError `wrong_code` */
export async function acceptInvitation(
  ctx: Context,
  { secret }: Input<'staff.accept'>,
): Promise<Output<'staff.accept'>> {
  const { deps, actor } = ctx
  const id = invitationIdOf(ctx, secret)
  const { invitation, isNew } = await takeInvitation(deps, {
    id,
    accountId: actor.key.replace(/^account:/, ''),
    record: (to) => deps.audit.record({ action: 'staff.accepted', by: actor.key, to }, id),
  })
  // Not only for the database to say, but at once.
  if (isNew) await deps.revocations.revoke(actor.key)
  return { venueId: invitation.venueId, role: invitation.role }
}

/** @throws AppError `not_found` */
export async function listStaff(ctx: Context, { venueId }: Input<'staff.list'>): Promise<Output<'staff.list'>> {
  const { deps, actor } = ctx
  await venueOf(ctx, venueId)
  const found = await deps.collections.accounts
    .find({ 'grants.venueId': venueId }, { maxTimeMS: 3000 })
    .sort({ _id: 1 })
    .limit(mostStaff)
    .toArray()
  await deps.audit.record({ action: 'staff.listed', by: actor.key, to: venueId })
  return { staff: found.map((account) => present(ctx, account, venueId)) }
}

type Member = Output<'staff.list'>['staff'][number]
type StaffRole = Member['roles'][number]

const staffRoles: ReadonlySet<Role> = new Set<Role>(['host', 'manager', 'concierge'] satisfies StaffRole[])

function present({ deps }: Context, { _id, name, email, grants }: AccountDocument, venueId: string): Member {
  const roles = grants.filter((grant) => grant.venueId === venueId).map(({ role }) => role)
  return {
    accountId: _id,
    name: openField(deps, 'name', _id, name),
    // Who only logs in through a provider may have none.
    email: email === null ? '' : openField(deps, 'email', _id, email),
    roles: roles.filter((role): role is StaffRole => staffRoles.has(role)),
  }
}

/**
 * Within seconds nothing is answered to their tokens any more, at any node.
 *
 * @throws AppError `not_found`, `not_allowed_now` for the last manager, whom only the platform removes
 */
export async function removeStaff(
  ctx: Context,
  { venueId, accountId }: Input<'staff.remove'>,
): Promise<Output<'staff.remove'>> {
  const { deps, actor } = ctx
  await venueOf(ctx, venueId)
  const key = `account:${accountId}`
  const removal = deps.newId()
  const had = await takeRolesAway(deps, {
    venueId,
    accountId,
    mayBeLast: actor.grants.some(({ role }) => role === 'admin'),
    record: () => deps.audit.record({ action: 'staff.removed', by: actor.key, to: key }, removal),
  })
  if (!had) throw new AppError('not_found')
  await deps.revocations.revoke(key)
  return {}
}

/** @throws AppError `not_found` for what is not there and what is not theirs alike */
async function venueOf(ctx: Context, venueId: string): Promise<VenueDocument> {
  permitAtVenue(ctx, venueId)
  const venue = await ctx.deps.collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return venue
}
