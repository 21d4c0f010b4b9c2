import { createVerify, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import type { ServiceAccount } from '../../server/core/config.ts'
import { startConnectProxy } from './connectProxy.ts'
import { type Refusal, refusals } from './fcmRefusals.ts'

/** One thing that goes wrong: a refusal, no answer ever, a cut link, or a connection that is closed instead of answered. */
export type Scene =
  | Refusal
  | { readonly refusal: Refusal; readonly retryAfter: string }
  | { readonly page: number }
  | 'none'
  | 'cut'
  | 'goaway'

/** As the protocol has it, as far as tests look at it. */
export interface HeardPush {
  readonly token: string
  readonly notification: { readonly title: string; readonly body: string }
  readonly data: Readonly<Record<string, string>>
  readonly android: { readonly collapse_key: string; readonly ttl: string; readonly notification: { tag: string } }
  readonly apns: { readonly headers: Readonly<Record<string, string>> }
  readonly webpush: { readonly headers: Readonly<Record<string, string>>; readonly notification: { tag: string } }
}

/** Google's hosts on this machine, behind a proxy, which err by script. */
export interface FcmServer extends AsyncDisposable {
  /** Address of the proxy. */
  readonly proxy: string
  readonly account: ServiceAccount
  /** For the sends to a token, in order; without one all is well. */
  readonly script: Map<string, Scene[]>
  /** For the requests for an access token, in order. */
  readonly oauth: Scene[]
  /** So many of the tunnels to come are cut before anything can be said in them. */
  cutTunnels: number
  /** Heard in full, whatever the answer was. */
  readonly heard: readonly HeardPush[]
  /** Taken: what a device would show. */
  readonly taken: readonly HeardPush[]
  /** Connections through the proxy, and access tokens given. */
  readonly counts: { connections: number; tokens: number }
  /** Spoken with whoever came. */
  readonly protocols: ReadonlySet<string>
  /** Cuts all connections, and takes no more. */
  close(): Promise<void>
}

/** Whichever protocol it is. */
type Request = IncomingMessage
type Response = ServerResponse

const projectId = 'couvert-test'
const clientEmail = `push@${projectId}.iam.gserviceaccount.com`
const accessToken = 'ya29.only-in-tests'

export async function startFcmServer(): Promise<FcmServer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const script = new Map<string, Scene[]>()
  const oauth: Scene[] = []
  const heard: HeardPush[] = []
  const taken: HeardPush[] = []
  const counts = { connections: 0, tokens: 0 }
  const protocols = new Set<string>()

  async function giveToken(request: Request, response: Response): Promise<void> {
    const form = new URLSearchParams(await text(request))
    const scene = oauth.shift()
    if (scene !== undefined) return play(scene, request, response)
    const isOurs = form.get('grant_type')?.endsWith(':jwt-bearer') && isSignedBy(publicKey, form.get('assertion') ?? '')
    if (!isOurs) return answer(response, 400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' })
    counts.tokens += 1
    answer(response, 200, { access_token: accessToken, expires_in: 3599, token_type: 'Bearer' })
  }

  async function takeMessage(request: Request, response: Response): Promise<void> {
    const { message } = JSON.parse(await text(request)) as { message: HeardPush }
    heard.push(message)
    const scene = script.get(message.token)?.shift()
    if (scene !== undefined) return play(scene, request, response)
    if (request.headers.authorization !== `Bearer ${accessToken}`) return play('unauthenticated', request, response)
    if (!isWellFormed(message)) return play('badPayload', request, response)
    taken.push(message)
    answer(response, 200, { name: `projects/${projectId}/messages/${taken.length}` })
  }

  async function respond(request: Request, response: Response): Promise<void> {
    protocols.add(request.httpVersion)
    const host = request.headers.host ?? request.headers[':authority']
    const place = `${String(host)}${request.url}`
    if (place === 'oauth2.googleapis.com/token') return giveToken(request, response)
    if (place === `fcm.googleapis.com/v1/projects/${projectId}/messages:send`) return takeMessage(request, response)
    return play('noSuchProject', request, response)
  }

  const google = createSecureServer({ ...inject('google'), allowHTTP1: true }, (request, response) => {
    // Those who hang up in the middle are part of the play.
    respond(request as unknown as Request, response as unknown as Response).catch(() => undefined)
  })
  google.listen(0, '127.0.0.1')
  await once(google, 'listening')
  const cut = () => told.cutTunnels > 0 && told.cutTunnels-- > 0
  const { proxy, stop } = await startConnectProxy((google.address() as AddressInfo).port, { counts, cut })

  let closed: Promise<void> | null = null
  const close = (): Promise<void> =>
    (closed ??= (async () => {
      await stop()
      google.close()
      await once(google, 'close')
    })())
  const account = { projectId, clientEmail, privateKey }
  const told: FcmServer = {
    proxy,
    account,
    script,
    oauth,
    cutTunnels: 0,
    heard,
    taken,
    counts,
    protocols,
    close,
    [Symbol.asyncDispose]: close,
  }
  return told
}

/** Whoever is not answered here hears nothing, ever. */
function play(scene: Scene, { socket }: Request, response: Response): void {
  if (scene === 'none') return
  if (scene === 'cut') socket.destroy()
  else if (scene === 'goaway') socket.end()
  else if (typeof scene === 'string') refuse(response, scene)
  else if ('refusal' in scene) refuse(response, scene.refusal, { 'retry-after': scene.retryAfter })
  else {
    response.writeHead(scene.page, { 'content-type': 'text/html' })
    response.end('<html>Somebody else’s page, that names guest@example.com</html>')
  }
}

function refuse(response: Response, name: Refusal, headers: Record<string, string> = {}): void {
  answer(response, refusals[name].error.code, refusals[name], headers)
}

function answer(response: Response, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
  response.end(JSON.stringify(body))
}

function isSignedBy(publicKey: string, assertion: string): boolean {
  const [head = '', claims = '', signature = ''] = assertion.split('.')
  const { iss, aud, scope } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string>
  const isRight = iss === clientEmail && aud === 'https://oauth2.googleapis.com/token'
  const isSigned = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url')
  return isRight && isSigned && scope === 'https://www.googleapis.com/auth/firebase.messaging'
}

/** What the provider, Apple and the browsers' push services refuse otherwise. */
function isWellFormed({ data, android, apns, webpush }: HeardPush): boolean {
  return (
    Object.values(data).every((value) => typeof value === 'string') &&
    /^\d+s$/.test(android.ttl) &&
    Buffer.byteLength(apns.headers['apns-collapse-id'] ?? '') <= 64 &&
    /^[\w-]{1,32}$/.test(webpush.headers['Topic'] ?? '')
  )
}
