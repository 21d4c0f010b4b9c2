import { createHash, randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** 128 random bits in Crockford base 32: 26 letters, safe as a key in a document, in a URL and in a queue. */
export function newId(): string {
  return encode(randomBytes(16))
}

/** The same id for the same text, for what is imported twice. */
export function idOf(text: string): string {
  return encode(createHash('sha256').update(text).digest().subarray(0, 16))
}

function encode(bytes: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let id = ''
  for (let i = 0; i < 26; i++) {
    id = `${alphabet[Number(bits & 31n)]}${id}`
    bits >>= 5n
  }
  return id
}

/** SHA-256, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** JSON with sorted keys, so that equal values are equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
