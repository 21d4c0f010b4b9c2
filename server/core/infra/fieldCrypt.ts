import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from '../config.ts'

/** Encrypts personal data field by field. */
export interface FieldCrypt {
  /** `where` (collection, field and document id) is authenticated: a ciphertext moved elsewhere does not open. */
  seal(plain: string, where: string): string
  /** @throws Error when the key is unknown, the text was tampered with or moved. */
  open(sealed: string, where: string): string
  /** The same words under the newest key; null when they are under it. @throws as `open` does */
  reseal(sealed: string, where: string): string | null
  /** Keyed hash by which an encrypted value can be looked up. `kind` keeps a phone from matching an e-mail. */
  blindIndex(kind: string, plain: string): string
}

/** AES-256-GCM, `keyId.iv.tag.text` in base64url; the first key seals, all of them open. */
export function createFieldCrypt(secrets: Secrets): FieldCrypt {
  const keys = new Map(secrets.fieldKeys.map(({ id, key }) => [id, Buffer.from(key, 'base64')]))
  const [current] = secrets.fieldKeys
  if (current === undefined) throw new Error('no field key')
  const newest = current.id
  const indexKey = Buffer.from(secrets.blindIndexKey, 'base64')

  function seal(plain: string, where: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyOf(newest), iv).setAAD(Buffer.from(where))
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return [newest, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
  }

  function open(sealed: string, where: string): string {
    const [keyId = '', iv = '', tag = '', text = ''] = sealed.split('.')
    const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(where))
      .setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
  }

  return {
    seal,
    open,
    reseal: (sealed, where) => (sealed.startsWith(`${newest}.`) ? null : seal(open(sealed, where), where)),
    blindIndex(kind, plain) {
      return createHmac('sha256', indexKey).update(`${kind}:${plain}`).digest('base64url')
    },
  }

  function keyOf(id: string): Buffer {
    const key = keys.get(id)
    if (key === undefined) throw new Error('sealed with a key that is not in the ring')
    return key
  }
}
