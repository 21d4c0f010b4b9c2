import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { placeOf } from '../infra/sealedFields.ts'

const ivBytes = 12
const tagBytes = 16

type Crypt = Pick<Deps, 'crypt'>

/** A key for the bytes of one attachment, and the same sealed as its row keeps it. */
export function newKeyFor({ crypt }: Crypt, attachmentId: string) {
  const key = randomBytes(32)
  return { key, sealed: crypt.seal(key.toString('base64'), placeOf('attachments', 'key', attachmentId)) }
}

/** @throws Error when it was tampered with or moved */
export function openKey({ crypt }: Crypt, { _id, key }: { readonly _id: string; readonly key: string }): Buffer {
  return Buffer.from(crypt.open(key, placeOf('attachments', 'key', _id)), 'base64')
}

/** AES-256-GCM, as `iv tag bytes`. @param where the blob's key, authenticated: bytes moved elsewhere do not open */
export function sealBytes(key: Buffer, bytes: Uint8Array, where: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(where))
  const sealed = [cipher.update(bytes), cipher.final()]
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed])
}

/** @throws Error when they were tampered with or moved */
export function openBytes(key: Buffer, sealed: Buffer, where: string): Buffer {
  const iv = sealed.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
    .setAAD(Buffer.from(where))
    .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()])
}
