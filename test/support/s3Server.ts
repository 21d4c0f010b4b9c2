import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { S3Settings } from '../../server/core/infra/s3Blobs.ts'

/**
 * A bucket of its own that speaks as much of S3 as we do: PUT, GET, HEAD and DELETE of one object, each signed by AWS
 * Signature Version 4. The signature is worked out anew from what arrived, and the bytes are hashed.
 */
export interface S3Server extends AsyncDisposable {
  readonly settings: S3Settings
  readonly objects: Map<string, Buffer>
  /** `METHOD status` of each request. */
  readonly answered: string[]
  /** The next so many requests are answered by 503 before anything is looked at. */
  stumble(times: number): void
}

export async function startS3Server(): Promise<S3Server> {
  const secretAccessKey = 'a secret that only the bucket knows'
  const objects = new Map<string, Buffer>()
  const answered: string[] = []
  let stumbles = 0

  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const status = answer(request, body)
      answered.push(`${request.method} ${status}`)
      const object = request.method === 'GET' && status === 200 ? objects.get(request.url ?? '') : undefined
      response.writeHead(status).end(object ?? (status === 403 ? '<Code>SignatureDoesNotMatch</Code>' : undefined))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/couvert-test`

  function answer(request: IncomingMessage, body: Buffer): number {
    const { method, url: key = '' } = request
    if (stumbles > 0) {
      stumbles -= 1
      return 503
    }
    if (!isSigned(request, body, secretAccessKey)) return 403
    if (method === 'PUT') objects.set(key, body)
    if (method === 'DELETE') return objects.delete(key), 204
    return objects.has(key) ? 200 : 404
  }

  return {
    settings: { url, region: 'eu-test-1', accessKeyId: 'AKIDTEST', secretAccessKey },
    objects,
    answered,
    stumble: (times) => void (stumbles = times),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const shape =
  /^AWS4-HMAC-SHA256 Credential=AKIDTEST\/(\d{8})\/(eu-test-1)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/

/** As the signature's documentation has it; a query is none of ours. */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer, secret: string): boolean {
  const [, day, region, names = '', signature] = shape.exec(headers.authorization ?? '') ?? []
  if (day === undefined || region === undefined) return false
  const signed = names.split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false
  const payload = createHash('sha256').update(body).digest('hex')
  if (headers['x-amz-content-sha256'] !== payload) return false
  const lines = signed.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const canonical = [method, url, '', lines, names, payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const asked = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, asked].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (under, part) => createHmac('sha256', under).update(part).digest(),
    `AWS4${secret}`,
  )
  return createHmac('sha256', key).update(toSign).digest('hex') === signature
}
