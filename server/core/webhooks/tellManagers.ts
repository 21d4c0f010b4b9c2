import type { Deps } from '../deps.ts'
import { accountKeyOf, openField } from '../identity/accounts.ts'
import type { AccountDocument } from '../identity/documents.ts'
import { leaveLetter } from '../identity/letters.ts'
import type { WebhookDocument } from './documents.ts'
import { openWebhook } from './sealing.ts'

/** More than manage any restaurant. */
const mostManagers = 20

/** Tells whoever made a webhook that it was switched off; where they manage the restaurant no more, all who do. */
export async function tellManagers(
  deps: Pick<Deps, 'collections' | 'crypt' | 'clock'>,
  webhook: WebhookDocument,
  reason: 'gone' | 'failing',
): Promise<void> {
  const { _id, venueId, by, onSince } = webhook
  const venue = await deps.collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  const managers = await managersOf(deps, venueId)
  const makers = managers.filter((account) => accountKeyOf(account) === by)
  const { host } = new URL(openWebhook(deps, 'url', webhook))
  const content = { venue: venue?.name ?? '', host, reason }
  for (const { _id: whose, email, language } of makers.length > 0 ? makers : managers) {
    if (email === null) continue
    const to = openField(deps, 'email', whose, email)
    await leaveLetter(deps, { kind: 'webhookOff', language, to, content, id: `${_id} ${onSince.getTime()}`, whose })
  }
}

async function managersOf({ collections }: Pick<Deps, 'collections'>, venueId: string): Promise<AccountDocument[]> {
  return collections.accounts
    .find({ 'grants.venueId': venueId, grants: { $elemMatch: { role: 'manager', venueId } } }, { maxTimeMS: 3000 })
    .sort({ _id: 1 })
    .limit(mostManagers)
    .toArray()
}
