import { readFile } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { beforeEach, expect, it } from 'vitest'
import { selfSigned } from '../../scripts/lib/google.mjs'
import { checkUrl } from '../../server/core/webhooks/checkUrl.ts'
import { createCallWebhook, type WebhookCall } from '../../workers/webhooks/send.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver.ts'

const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
const never = () => Promise.reject(new Error('nothing is to be resolved'))
const here = { loopback: true, resolve: never }

let receiver: WebhookReceiver
beforeEach(async () => {
  receiver = await startWebhookReceiver()
  return () => receiver[Symbol.asyncDispose]()
})

const callOf = (change: Partial<WebhookCall> = {}): WebhookCall => ({
  url: receiver.url,
  secret,
  id: '0123456789abcdefghjkmnpqrs',
  timestamp: Math.floor(Date.now() / 1000),
  body: '{"what":"예약"}',
  ...change,
})

/** What docs/webhooks.md tells partners to do. */
async function verifierOfTheGuide(): Promise<(secret: string, headers: object, body: string) => boolean> {
  const guide = await readFile(new URL('../../docs/webhooks.md', import.meta.url), 'utf8')
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(guide) ?? []
  const module = `data:text/javascript,${encodeURIComponent(code)}`
  return ((await import(/* @vite-ignore */ module)) as { isFromCouvert: never }).isFromCouvert
}

/** Standard Webhooks, by another library: of the browser, and the other way round. */
async function isSigned(headers: Record<string, unknown>, body: string): Promise<boolean> {
  const [version, signature = ''] = String(headers['webhook-signature']).split(',')
  const raw = Buffer.from(secret.slice(6), 'base64')
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const text = new TextEncoder().encode(
    `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`,
  )
  return version === 'v1' && crypto.subtle.verify('HMAC', key, Buffer.from(signature, 'base64'), text)
}

it('is signed so that another implementation and the guide’s own lines know it, and know what is not it', async () => {
  const isFromCouvert = await verifierOfTheGuide()
  const call = callOf()
  expect(await createCallWebhook(here)(call)).toEqual({ status: 200, retryAfter: null })
  const [{ headers, body, path } = expect.fail('nothing came')] = receiver.heard
  expect({ path, body, id: headers['webhook-id'] }).toEqual({ path: '/hooks', body: call.body, id: call.id })
  expect(headers['content-type']).toBe('application/json')
  expect(await isSigned(headers, body)).toBe(true)
  expect(isFromCouvert(secret, headers, body)).toBe(true)
  const wrong: readonly (readonly [string, object, string])[] = [
    [`whsec_${Buffer.alloc(32).toString('base64')}`, headers, body],
    [secret, headers, `${body} `],
    [secret, { ...headers, 'webhook-id': 'another' }, body],
    [secret, { ...headers, 'webhook-timestamp': String(call.timestamp - 301) }, body],
    [secret, { ...headers, 'webhook-signature': 'v1,' }, body],
    [secret, {}, body],
  ]
  for (const one of wrong) expect(isFromCouvert(...one)).toBe(false)
  expect(await isSigned(headers, `${body} `)).toBe(false)
})

it('follows nobody elsewhere', async () => {
  receiver.answer = (response) => void response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end()
  expect(await createCallWebhook(here)(callOf())).toMatchObject({ status: 307 })
  expect(receiver.heard.map(({ path }) => path)).toEqual(['/hooks'])
})

it('says what was answered, and when to come back', async () => {
  receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '120' }).end()
  expect(await createCallWebhook(here)(callOf())).toEqual({ status: 503, retryAfter: '120' })
})

it('is through with an answer that does not end, and reads little of it', async () => {
  let written = 0
  const cut = new Promise<void>((resolve) => {
    receiver.answer = (response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536
      }
      response.on('drain', more).on('error', () => undefined)
      response.on('close', resolve)
      more()
    }
  })
  expect(await createCallWebhook(here)(callOf())).toMatchObject({ status: 200 })
  await cut
  expect(written).toBeLessThan(50_000_000)
})

it('does not wait for ever: for an answer, for a name, for a port that nobody listens at', async () => {
  receiver.answer = () => undefined
  expect(await createCallWebhook(here, 50)(callOf())).toEqual({ status: null, error: 'link_timeout' })
  const silent = { loopback: false, resolve: () => new Promise<never>(() => undefined) }
  expect(await createCallWebhook(silent, 50)(callOf({ url: 'https://a.example/' }))).toEqual({
    status: null,
    error: 'link_timeout',
  })
  const { url } = receiver
  await receiver[Symbol.asyncDispose]()
  expect(await createCallWebhook(here)(callOf({ url }))).toEqual({ status: null, error: 'link_econnrefused' })
  receiver = await startWebhookReceiver()
})

it('S26: a name that was public when it was given and leads inside when it is called is not called', async () => {
  const answers = [['1.1.1.1'], ['127.0.0.1'], ['169.254.169.254'], ['::ffff:127.0.0.1'], ['fd00:ec2::254']]
  const rebinding = { loopback: false, resolve: () => Promise.resolve(answers.shift() ?? ['10.0.0.1']) }
  expect(await checkUrl('https://rebinding.example:8443/', rebinding)).toBe('https://rebinding.example:8443/')
  const call = createCallWebhook(rebinding)
  for (let times = 0; times < 5; times++) {
    const answer = await call(callOf({ url: 'https://rebinding.example:8443/' }))
    expect(answer).toEqual({ status: null, error: 'address_refused' })
  }
  // Nor an address that should never have been taken.
  for (const url of [receiver.url, 'https://127.0.0.1/', 'https://[::1]/', 'https://a@a.example/']) {
    expect(await call(callOf({ url }))).toEqual({ status: null, error: 'address_refused' })
  }
  expect(receiver.heard).toEqual([])
})

it('S26: a name is resolved once and the connection goes to what was judged; a host that nobody vouches for hears nothing', async () => {
  const asked: string[] = []
  const server = createTlsServer(selfSigned('127.0.0.1'), (request) => void asked.push(request.url ?? ''))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  let resolved = 0
  const reach = { loopback: true, resolve: () => Promise.resolve([resolved++ === 0 ? '127.0.0.1' : '10.0.0.1']) }
  const answer = await createCallWebhook(reach)(callOf({ url: `https://localhost:${port}/` }))
  expect(answer).toEqual({ status: null, error: 'link_depth_zero_self_signed_cert' })
  expect({ resolved, asked }).toEqual({ resolved: 1, asked: [] })
  await new Promise((resolve) => server.close(resolve))
})
