import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { text } from 'node:stream/consumers'
import { startConnectProxy } from './connectProxy.mjs'
import { refusals } from './refusals.mjs'

const accessToken = 'ya29.only-on-this-machine'

/** A service account as the provider's console gives it, for nobody but a stand-in. */
export function makeServiceAccount(projectId) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    project_id: projectId,
    client_email: `push@${projectId}.iam.gserviceaccount.com`,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/**
 * Google's hosts on this machine, behind a proxy, as the provider's SDK speaks to them: an access token for a signed
 * request, then one message at a time.
 *
 * @param {object} options
 * @param {{ key: string, cert: string }} options.identity of `googleHosts`, PEM
 * @param {object} options.account of `makeServiceAccount`
 * @param {(message: object) => void} options.take a device is told
 * @param {number} [options.port] of the proxy
 * @param {object} [options.play] what goes otherwise: `request` hears of each, `token` and `message` answer in our place
 *   where they return true, `opened` and `cut` are the proxy's
 */
export async function startGoogle({ identity, account, take, port = 0, play = {} }) {
  const publicKey = createPublicKey(account.private_key)
  let taken = 0

  async function giveToken(request, response) {
    const form = new URLSearchParams(await text(request))
    if (play.token?.(request, response)) return
    const isOurs = form.get('grant_type')?.endsWith(':jwt-bearer') && isSigned(form.get('assertion') ?? '')
    if (!isOurs) return answer(response, 400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' })
    play.gaveToken?.()
    answer(response, 200, { access_token: accessToken, expires_in: 3599, token_type: 'Bearer' })
  }

  async function takeMessage(request, response) {
    const { message } = JSON.parse(await text(request))
    if (play.message?.(message, request, response)) return
    if (request.headers.authorization !== `Bearer ${accessToken}`) return refuse(response, 'unauthenticated')
    if (!isWellFormed(message)) return refuse(response, 'badPayload')
    taken += 1
    take(message)
    answer(response, 200, { name: `projects/${account.project_id}/messages/${taken}` })
  }

  async function respond(request, response) {
    play.request?.(request)
    const place = `${request.headers.host ?? request.headers[':authority']}${request.url}`
    if (place === 'oauth2.googleapis.com/token') return giveToken(request, response)
    if (place === `fcm.googleapis.com/v1/projects/${account.project_id}/messages:send`) {
      return takeMessage(request, response)
    }
    refuse(response, 'noSuchProject')
  }

  function isSigned(assertion) {
    const [head = '', claims = '', signature = ''] = assertion.split('.')
    const { iss, aud, scope } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const isRight = iss === account.client_email && aud === 'https://oauth2.googleapis.com/token'
    const isTheirs = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url')
    return isRight && isTheirs && scope === 'https://www.googleapis.com/auth/firebase.messaging'
  }

  const server = createSecureServer({ ...identity, allowHTTP1: true }, (request, response) => {
    // Those who hang up in the middle, or say what nobody can read, get no answer.
    respond(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { proxy, stop } = await startConnectProxy(server.address().port, { port, opened: play.opened, cut: play.cut })
  return {
    proxy,
    /** Cuts all connections, and takes no more. */
    async stop() {
      await stop()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What a browser's service worker gets of a message. */
export function asInBrowser({ notification, webpush, data }) {
  return { notification: { ...notification, ...webpush?.notification }, data, from: '0' }
}

export function refuse(response, name, headers = {}) {
  answer(response, refusals[name].error.code, refusals[name], headers)
}

function answer(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
  response.end(JSON.stringify(body))
}

/** What the provider, Apple and the browsers' push services refuse otherwise. */
function isWellFormed({ data, android, apns, webpush }) {
  return (
    Object.values(data).every((value) => typeof value === 'string') &&
    /^\d+s$/.test(android.ttl) &&
    Buffer.byteLength(apns.headers['apns-collapse-id'] ?? '') <= 64 &&
    /^[\w-]{1,32}$/.test(webpush.headers.Topic ?? '')
  )
}
