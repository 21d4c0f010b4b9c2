/**
 * Every sealed field there is, by collection. A field's place is `collection.name:id`, where `name` is the first part of
 * its path; a change of keys finds it here.
 */
export const sealedFields = {
  accounts: ['email', 'name', 'phone', 'factor.secret'],
  guest_details: ['name', 'phone', 'email', 'wishes', 'allergies', 'host'],
  sessions: ['device'],
  devices: ['token'],
  proofs: ['payload'],
  letters: ['to', 'content'],
  webhooks: ['url', 'secret'],
  messages: ['text', 'was', 'files'],
  attachments: ['name', 'key'],
  guest_files: ['allergies', 'seating', 'notes'],
  external_logins: ['verifier', 'nonce', 'profile'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** The `where` that a field was sealed with. */
export function placeOf(collection: string, path: string, id: string): string {
  return `${collection}.${path.split('.')[0] ?? path}:${id}`
}
