import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import { companyOf } from '../../companies/companies.ts'
import type { Context } from '../../context.ts'
import { openField } from '../../identity/accounts.ts'
import { idOf } from '../../infra/ids.ts'
import { presentReservation } from '../../presenters/presentReservation.ts'
import { openedDetails, toldOf } from '../account/guestWords.ts'

/** Of one person: more than anybody works for. */
const mostCompanies = 10
const mostBookings = 200
/** Rows of words that are looked at for them. */
const mostWords = 2000

/** The same request makes the same company. @throws AppError `not_allowed_now` with `too_many` */
export async function createCompany(
  ctx: Context,
  { name, localNames }: Input<'company.create'>,
): Promise<Output<'company.create'>> {
  const { deps, actor, requestId } = ctx
  const { companies } = deps.collections
  const accountId = accountIdOf(ctx)
  const _id = idOf(`company ${actor.key} ${requestId}`)
  if ((await companies.countDocuments({ 'members.accountId': accountId, _id: { $ne: _id } })) >= mostCompanies) {
    throw new AppError('not_allowed_now', { reason: 'too_many' })
  }
  await deps.audit.record({ action: 'company.created', by: actor.key, to: _id, requestId }, _id)
  const members = [{ accountId, role: 'admin', since: new Date(deps.clock.now()) } as const]
  await companies.updateOne(
    { _id },
    { $setOnInsert: { name, localNames, members, taken: [], version: 1 } },
    { upsert: true },
  )
  return { companyId: _id }
}

export async function listCompanies(ctx: Context): Promise<Output<'company.list'>> {
  const accountId = accountIdOf(ctx)
  const found = await ctx.deps.collections.companies
    .find({ 'members.accountId': accountId }, { maxTimeMS: 3000 })
    .sort({ name: 1, _id: 1 })
    .limit(mostCompanies * 10)
    .toArray()
  return {
    companies: found.map(({ _id, name, localNames, members }) => ({
      companyId: _id,
      name,
      localNames,
      role: members.find((member) => member.accountId === accountId)?.role ?? 'member',
    })),
  }
}

/** @throws AppError `not_found` */
export async function getCompany(ctx: Context, { companyId }: Input<'company.get'>): Promise<Output<'company.get'>> {
  const { deps } = ctx
  const { company } = await companyOf(deps, companyId, accountIdOf(ctx))
  const ids = company.members.map(({ accountId }) => accountId)
  const accounts = await deps.collections.accounts.find({ _id: { $in: ids } }, { maxTimeMS: 3000 }).toArray()
  const names = new Map(accounts.map(({ _id, name }) => [_id, openField(deps, 'name', _id, name)]))
  return {
    companyId,
    name: company.name,
    localNames: company.localNames,
    members: company.members.map(({ accountId, role, since }) => ({
      accountId,
      name: names.get(accountId) ?? '',
      role,
      since: since.toISOString(),
    })),
  }
}

/** @throws AppError `not_found` */
export async function companyBookings(
  ctx: Context,
  { companyId }: Input<'company.bookings'>,
): Promise<Output<'company.bookings'>> {
  const { deps } = ctx
  const { company } = await companyOf(deps, companyId, accountIdOf(ctx))
  const now = deps.clock.now()
  const words = await deps.collections.guestDetails
    .find({ companyId, confirmed: true }, { projection: { reservationId: 1 }, maxTimeMS: 5000 })
    .sort({ _id: -1 })
    .limit(mostWords)
    .toArray()
  // Of somebody who has left it is theirs alone.
  const owners = company.members.map(({ accountId }) => `account:${accountId}`)
  const ids = words.map(({ reservationId }) => reservationId)
  const rows = await deps.collections.reservations
    .find({ _id: { $in: ids }, owner: { $in: owners }, end: { $gt: now } }, { maxTimeMS: 5000 })
    .sort({ start: 1, _id: 1 })
    .limit(mostBookings)
    .toArray()
  const opened = await openedDetails(
    deps,
    rows.map(({ _id }) => _id),
  )
  return {
    bookings: rows.map((row) => ({
      reservation: presentReservation(row, now),
      accountId: row.owner.replace('account:', ''),
      host: toldOf(opened, row._id)?.host?.name ?? null,
    })),
  }
}

export function accountIdOf({ actor }: Pick<Context, 'actor'>): string {
  return actor.key.replace(/^account:/, '')
}
