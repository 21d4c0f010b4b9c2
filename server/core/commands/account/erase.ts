import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import { leaveCompanies } from '../../companies/companies.ts'
import type { Context } from '../../context.ts'
import { findAccount } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { eraseLetters } from '../../identity/letters.ts'
import { reservationsOf } from '../../identity/ownReservations.ts'
import { eraseProofs } from '../../identity/proofs.ts'
import { endOtherSessions } from '../../identity/sessions.ts'
import { takeRolesAway } from '../../identity/staffRoles.ts'
import { erasePreferences } from '../../notices/preferences.ts'
import { eraseConversations } from '../../talk/conversations.ts'
import { eraseWords, stands } from './guestWords.ts'
import { mustBeThem } from './ownAccount.ts'
import { profileOf } from './profile.ts'

/**
 * Erases the account and what it told of a person: profile, password, factor, providers, sessions, devices, letters,
 * codes, wishes about notices, invitations, the words at each confirmation, and the ledger pages of phone and address.
 *
 * What stays names nobody: events, reservations and the record carry the account's id, which means nothing any more;
 * a page of a phone that somebody else's booking weighs on stays until that is over. By themselves go letters of the last
 * day to an address it had before, and within ten minutes a login at a provider that was begun and not finished. What a
 * restaurant wrote down itself is the restaurant's to erase.
 *
 * The account goes after everything that is found by it and the asking session last, so that whoever died in between
 * asks again and it goes on. First of all the roles: of a restaurant's managers the last one has to hand over before.
 *
 * @throws AppError `wrong_credentials`, `rate_limited`, `not_allowed_now` with `bookings_stand`, `log_in_again` or
 * `last_manager`
 */
export async function eraseAccount(
  ctx: Context,
  { password }: Input<'account.erase'>,
): Promise<Output<'account.erase'>> {
  const { deps, actor } = ctx
  const account = await findAccount(deps, actor.key)
  if (account !== null) {
    await mustBeThem(ctx, account, password)
    const rows = await reservationsOf(deps, actor.key)
    if (rows.some((row) => stands(row, deps.clock.now()))) {
      throw new AppError('not_allowed_now', { reason: 'bookings_stand' })
    }
    await leaveStaff(ctx, account)
    await leaveCompanies(deps, account._id)
    await endOtherSessions(deps, actor.key, actor.sessionId)
    const { email, phone } = profileOf(deps, account)
    await eraseWords(deps, rows, { keys: [actor.key], told: [{ email, phone }] })
    await eraseMail(ctx, account)
    await deps.collections.notices.deleteMany({ owner: actor.key })
    await eraseConversations(deps, actor.key)
    await deps.collections.alertChoices.deleteMany({ accountId: account._id })
    await deps.collections.alerts.deleteMany({ accountId: account._id })
    await deps.collections.talkNotices.deleteMany({ accountId: account._id })
    await deps.audit.record({ action: 'account.erased', by: actor.key, to: actor.key }, actor.key)
    await deps.collections.accounts.deleteOne({ _id: account._id })
  }
  await endOtherSessions(deps, actor.key, actor.sessionId)
  // Each says which device it was; a token is renewed by none that is gone.
  await deps.collections.sessions.deleteMany({ actor: actor.key })
  await deps.collections.devices.deleteMany({ actor: actor.key })
  // Once there is no account: whoever changes them meanwhile looks for it after writing, and one of both sees the other.
  await erasePreferences(deps, actor.key)
  if (actor.sessionId !== null) await deps.revocations.revoke(actor.sessionId)
  return {}
}

async function leaveStaff({ deps, actor }: Context, { _id: accountId, grants }: AccountDocument): Promise<void> {
  const record = () => deps.audit.record({ action: 'staff.removed', by: actor.key, to: actor.key })
  for (const venueId of new Set(grants.flatMap((grant) => grant.venueId ?? []))) {
    await takeRolesAway(deps, { venueId, accountId, mayBeLast: false, record })
  }
}

/** Codes are found by their letters, so they go first. */
async function eraseMail({ deps }: Context, { _id, emailIndex }: AccountDocument): Promise<void> {
  await deps.collections.invitations.deleteMany({ emailIndex })
  for (const whose of [_id, emailIndex]) {
    await eraseProofs(deps, whose)
    await eraseLetters(deps, whose)
  }
}
