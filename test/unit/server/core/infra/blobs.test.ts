import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Blobs, diskBlobs } from '../../../../../server/core/infra/blobs.ts'
import { newId } from '../../../../../server/core/infra/ids.ts'
import { s3Blobs } from '../../../../../server/core/infra/s3Blobs.ts'
import { type S3Server, startS3Server } from '../../../../support/s3Server.ts'

let folder: string
let s3: S3Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'couvert-shelf-'))
  s3 = await startS3Server()
  return async () => {
    await s3[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  }
})

describe.each<[string, () => Blobs]>([
  ['a folder', () => diskBlobs(folder)],
  ['a bucket', () => s3Blobs(s3.settings)],
])('%s', (_name, made) => {
  it('gives back what it was given, until it is taken away', async () => {
    const blobs = made()
    const key = `${newId()}-0.sealed`
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 31) % 256))
    expect([await blobs.get(key), await blobs.has(key)]).toEqual([null, false])
    await blobs.put(key, bytes)
    expect([await blobs.has(key), (await blobs.get(key))?.equals(bytes)]).toEqual([true, true])
    await blobs.put(key, bytes)
    await blobs.delete(key)
    await blobs.delete(key)
    expect([await blobs.get(key), await blobs.has(key)]).toEqual([null, false])
  })

  it.each(['../x.webp', 'a/b.webp', 'ABCD.webp', 'abcd', 'abcd.webp?acl', ''])('knows no key like %j', async (key) => {
    const blobs = made()
    const tries = [() => blobs.get(key), () => blobs.put(key, Buffer.of(1)), () => blobs.delete(key)]
    for (const attempt of tries) await expect((async () => attempt())()).rejects.toThrow('not the key of a blob')
  })
})

describe('a bucket', () => {
  let key: string
  beforeEach(() => {
    key = `${newId()}.webp`
  })

  it('that stumbles is asked again, and one that stays away is an error that names no key', async () => {
    const blobs = s3Blobs(s3.settings)
    s3.stumble(2)
    await blobs.put(key, Buffer.from('bytes'))
    expect(await blobs.get(key)).toEqual(Buffer.from('bytes'))
    s3.stumble(3)
    await expect(blobs.get(key)).rejects.toThrow(/^the blob store answered GET with 503$/)
  })

  it('that does not know us is an error, not an absence', async () => {
    const stranger = s3Blobs({ ...s3.settings, secretAccessKey: 'a secret that somebody thought up' })
    await expect(stranger.put(key, Buffer.of(1))).rejects.toThrow('with 403')
    await expect(stranger.get(key)).rejects.toThrow('with 403')
    await expect(stranger.has(key)).rejects.toThrow('with 403')
    expect([...s3.objects.keys()].filter((name) => name.includes(key))).toEqual([])
  })
})
