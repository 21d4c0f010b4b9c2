import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../config.ts'

/** Keyed hashes of what we issue and check again. */
export interface Macs {
  /** `keyId.hash`. `kind` keeps a hash made for one purpose from serving another. */
  make(kind: string, text: string): string
  isOf(mac: string, kind: string, text: string): boolean
  /** 130 bits in the letters of our ids: a secret that is derived instead of kept. */
  secretFor(kind: string, text: string): string
  /** Whether any key of the ring derives this secret. */
  isSecretFor(secret: string, kind: string, text: string): boolean
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** HMAC-SHA-256 under a ring of keys: the first makes, all verify. */
export function createMacs({ macKeys }: Pick<Secrets, 'macKeys'>): Macs {
  const [current] = macKeys
  if (current === undefined) throw new Error('no mac key')

  return {
    make: (kind, text) => `${current.id}.${hash(current.key, kind, text).toString('base64url')}`,
    isOf(mac, kind, text) {
      const [id = '', sent = ''] = mac.split('.')
      const known = macKeys.find((it) => it.id === id)
      return known !== undefined && isEqual(sent, hash(known.key, kind, text).toString('base64url'))
    },
    secretFor: (kind, text) => letters(hash(current.key, kind, text)),
    isSecretFor: (secret, kind, text) => macKeys.some(({ key }) => isEqual(secret, letters(hash(key, kind, text)))),
  }
}

function hash(key: string, kind: string, text: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`${kind}\n${text}`).digest()
}

function letters(bytes: Buffer): string {
  return [...bytes.subarray(0, 26)].map((byte) => alphabet[byte & 31]).join('')
}

function isEqual(sent: string, ours: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(ours)]
  return a.length === b.length && timingSafeEqual(a, b)
}
