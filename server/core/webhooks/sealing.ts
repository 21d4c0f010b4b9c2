import type { FieldCrypt } from '../infra/fieldCrypt.ts'
import { placeOf } from '../infra/sealedFields.ts'
import type { WebhookDocument } from './documents.ts'

type Field = 'url' | 'secret'
type Needs = { readonly crypt: FieldCrypt }

/** Where a sealed field of a webhook belongs: moved to another one it does not open. */
const placeIn = (field: Field, webhookId: string) => placeOf('webhooks', field, webhookId)

export function sealWebhook({ crypt }: Needs, field: Field, webhookId: string, plain: string): string {
  return crypt.seal(plain, placeIn(field, webhookId))
}

export function openWebhook({ crypt }: Needs, field: Field, webhook: Pick<WebhookDocument, '_id' | Field>): string {
  return crypt.open(webhook[field], placeIn(field, webhook._id))
}
