import type { Output } from '../../../../shared/contract/index.ts'
import type { Context } from '../../context.ts'
import { accountKeyOf } from '../../identity/accounts.ts'
import { reservationsOf } from '../../identity/ownReservations.ts'
import { deviceField } from '../../identity/sessions.ts'
import type { ReservationDocument } from '../../models/documents.ts'
import { preferencesOf, presentPreferences } from '../../notices/preferences.ts'
import { presentReservation } from '../../presenters/presentReservation.ts'
import { exportConversations, exportGuestFiles } from '../../talk/exportConversations.ts'
import { openedDetails, toldOf } from './guestWords.ts'
import { ownAccount } from './ownAccount.ts'
import { profileOf } from './profile.ts'

type Exported = Output<'account.export'>

/** The newest of the record that are told; what is older is kept and can be asked for. */
const recordAtMost = 5000

/** Everything kept about oneself, and nobody else's. */
export async function exportAccount(ctx: Context): Promise<Exported> {
  const { deps } = ctx
  const account = await ownAccount(ctx)
  const key = accountKeyOf(account)
  await deps.audit.record({ action: 'account.exported', by: key, to: key })
  const rows = await reservationsOf(deps, key)
  const words = await openedDetails(
    deps,
    rows.map(({ _id }) => _id),
  )
  return {
    profile: profileOf(deps, account),
    reservations: rows.map((row) => ({
      reservation: presentReservation(row, deps.clock.now()),
      guest: toldOf(words, row._id),
    })),
    sessions: await sessionsOf(ctx, key),
    devices: await devicesOf(ctx, key),
    noticePreferences: presentPreferences(await preferencesOf(deps, key)),
    alerts: await alertsOf(ctx, account._id),
    conversations: await exportConversations(deps, key),
    companies: await companiesOf(ctx, account._id),
    guestFiles: await exportGuestFiles(deps, key),
    record: await recordOf(ctx, key, rows),
  }
}

async function sessionsOf({ deps }: Context, actor: string): Promise<Exported['sessions']> {
  const found = await deps.collections.sessions.find({ actor }, { maxTimeMS: 3000 }).sort({ openedAt: 1 }).toArray()
  return found.map(({ _id, device, openedAt, usedAt }) => ({
    device: device === null ? '' : deps.crypt.open(device, deviceField(_id)),
    openedAt: openedAt.toISOString(),
    lastSeenAt: usedAt.toISOString(),
  }))
}

async function devicesOf({ deps }: Context, actor: string): Promise<Exported['devices']> {
  const found = await deps.collections.devices.find({ actor }, { maxTimeMS: 3000 }).sort({ since: 1 }).toArray()
  return found.map(({ platform, since }) => ({ platform, since: since.toISOString() }))
}

async function companiesOf({ deps }: Context, accountId: string): Promise<Exported['companies']> {
  const found = await deps.collections.companies.find({ 'members.accountId': accountId }, { maxTimeMS: 3000 }).toArray()
  return found.flatMap(({ _id: companyId, name, members }) =>
    members
      .filter((member) => member.accountId === accountId)
      .map(({ role, since }) => ({ companyId, name, role, since: since.toISOString() })),
  )
}

async function alertsOf({ deps }: Context, accountId: string): Promise<Exported['alerts']> {
  const found = await deps.collections.alertChoices.find({ accountId }, { maxTimeMS: 3000 }).toArray()
  return found.map(({ venueId, email, push, app }) => ({ venueId, email, push, app }))
}

async function recordOf(
  { deps }: Context,
  key: string,
  rows: readonly ReservationDocument[],
): Promise<Exported['record']> {
  const found = await deps.collections.audit
    .find({ $or: [{ by: key }, { to: { $in: [key, ...rows.map(({ _id }) => _id)] } }] }, { maxTimeMS: 10_000 })
    .sort({ at: -1 })
    .limit(recordAtMost)
    .toArray()
  return found.map(({ at, action, by }) => ({ at: at.toISOString(), action, by: by === key ? 'self' : 'other' }))
}
