import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { Blobs } from './blobs.ts'
import { isBlobKey } from './blobs.ts'

/** A bucket of any store that speaks S3. */
export interface S3Settings {
  /** Of the bucket itself, `https://store.example/bucket` or `https://bucket.store.example`. */
  readonly url: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A whole file of the largest size over a slow line; a store that says nothing for so long is away. */
const callMs = 30_000
const retries = 2

/**
 * Blobs in a bucket. Each request is signed together with a hash of its bytes, so that what arrives is what was sent or
 * nothing; a store that is busy or stumbles is asked again. Nothing in the bucket has to be public.
 */
export function s3Blobs({ url, region, accessKeyId, secretAccessKey }: S3Settings): Blobs {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries, initRetryMs: 100 })

  async function ask(method: string, key: string, body?: Uint8Array): Promise<Response> {
    if (!isBlobKey(key)) throw new Error('not the key of a blob')
    const hash = createHash('sha256').update(body ?? '')
    const response = await client.fetch(`${url.replace(/\/+$/, '')}/${key}`, {
      method,
      headers: {
        'x-amz-content-sha256': hash.digest('hex'),
        ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
      },
      ...(body !== undefined && { body: body as BodyInit }),
      signal: AbortSignal.timeout(callMs),
    })
    if (response.ok) return response
    await response.body?.cancel()
    if (response.status === 404 && method !== 'PUT') return response
    // What the store says names keys and buckets; its status says enough.
    throw new Error(`the blob store answered ${method} with ${response.status}`)
  }

  return {
    async put(key, bytes) {
      await drain(await ask('PUT', key, bytes))
    },
    async get(key) {
      const response = await ask('GET', key)
      return response.ok ? Buffer.from(await response.arrayBuffer()) : null
    },
    has: async (key) => (await ask('HEAD', key)).ok,
    async delete(key) {
      await drain(await ask('DELETE', key))
    },
  }
}

/** Read to its end, so that its connection serves the next. */
async function drain(response: Response): Promise<void> {
  if (response.body !== null && !response.bodyUsed) await response.arrayBuffer().catch(() => undefined)
}
