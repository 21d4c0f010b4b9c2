import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** As the one who is told keeps it: 32 random bytes. */
export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/** One try as it is signed. */
export interface Signed {
  /** The same for every try. */
  readonly id: string
  /** When it is tried, in seconds since 1970. */
  readonly timestamp: number
  /** Byte for byte. */
  readonly body: string
}

/** The headers that show who sent it. @see Standard Webhooks, "Signature scheme" */
export function signedHeaders(secret: string, { id, timestamp, body }: Signed) {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
