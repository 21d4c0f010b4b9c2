import type { Input, Output } from '../../../../shared/contract/index.ts'
import type { ClaimEnd, ClaimState } from '../../../../shared/domain/book/types.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { findAccount } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { eraseLetters } from '../../identity/letters.ts'
import { reservationsOf } from '../../identity/ownReservations.ts'
import { eraseProofs } from '../../identity/proofs.ts'
import { endOtherSessions } from '../../identity/sessions.ts'
import { takeRolesAway } from '../../identity/staffRoles.ts'
import type { ReservationDocument } from '../../models/documents.ts'
import { openedDetails } from './guestWords.ts'
import { mustBeThem } from './ownAccount.ts'
import { profileOf } from './profile.ts'

const standing: ReadonlySet<ClaimState | ClaimEnd> = new Set<ClaimState>([
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
])

/**
 * Erases the account and what it told of a person: profile, password, factor, providers, sessions, devices, letters,
 * codes, invitations, the words at each confirmation, and the ledger pages of phone and address.
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
    await endOtherSessions(deps, actor.key, actor.sessionId)
    await eraseWords(ctx, account, rows)
    await eraseMail(ctx, account)
    await deps.audit.record({ action: 'account.erased', by: actor.key, to: actor.key }, actor.key)
    await deps.collections.accounts.deleteOne({ _id: account._id })
  }
  await endOtherSessions(deps, actor.key, actor.sessionId)
  // Each says which device it was; a token is renewed by none that is gone.
  await deps.collections.sessions.deleteMany({ actor: actor.key })
  await deps.collections.devices.deleteMany({ actor: actor.key })
  if (actor.sessionId !== null) await deps.revocations.revoke(actor.sessionId)
  return {}
}

async function leaveStaff({ deps, actor }: Context, { _id: accountId, grants }: AccountDocument): Promise<void> {
  const record = () => deps.audit.record({ action: 'staff.removed', by: actor.key, to: actor.key })
  for (const venueId of new Set(grants.flatMap((grant) => grant.venueId ?? []))) {
    await takeRolesAway(deps, { venueId, accountId, mayBeLast: false, record })
  }
}

function stands({ state, end }: ReservationDocument, now: number): boolean {
  return standing.has(state) && end > now
}

/** The pages are found by the words, so the words go last. */
async function eraseWords(
  { deps, actor }: Context,
  account: AccountDocument,
  rows: readonly ReservationDocument[],
): Promise<void> {
  const { ledgers, guestDetails } = deps.collections
  const ids = rows.map(({ _id }) => _id)
  const words = (await openedDetails(deps, ids)).map(({ guest }) => guest)
  const { email, phone } = profileOf(deps, account)
  const index = (kind: 'phone' | 'email', plain: string) =>
    `${kind}:${deps.crypt.blindIndex(kind, plain.toLowerCase())}`
  const pages = [...words, { email, phone }].flatMap((told) => [
    ...(told.phone === null ? [] : [index('phone', told.phone)]),
    ...(told.email === null ? [] : [index('email', told.email)]),
  ])
  // Limits may count too many and never too few: what still weighs, of whomever, stays.
  const weighs = { $elemMatch: { until: { $gt: deps.clock.now() } } }
  await ledgers.deleteMany({ _id: { $in: [actor.key, ...new Set(pages)] }, entries: { $not: weighs } })
  await guestDetails.deleteMany({ reservationId: { $in: ids } })
}

/** Codes are found by their letters, so they go first. */
async function eraseMail({ deps }: Context, { _id, emailIndex }: AccountDocument): Promise<void> {
  await deps.collections.invitations.deleteMany({ emailIndex })
  for (const whose of [_id, emailIndex]) {
    await eraseProofs(deps, whose)
    await eraseLetters(deps, whose)
  }
}
