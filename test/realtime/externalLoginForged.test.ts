import { createHash, generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { type IdentityProvider, otherClient } from '../support/identityProvider.ts'
import { logInAt } from '../support/loginBrowser.ts'
import { finishOf, type LoginHub, returnTo, startLoginHub } from '../support/loginHub.ts'

const ada = { email: 'ada@example.com', email_verified: true, name: 'Ada' }
const refused = { ok: false, error: { code: 'wrong_code' } }

describe('an ID token', () => {
  let hub: LoginHub
  beforeAll(async () => {
    hub = await startLoginHub(['google', 'kakao'])
    google().people.set('ada', ada)
  })
  afterAll(() => hub[Symbol.asyncDispose]())
  const google = () => hub.provider('google')
  const ownId = () => google().registration.clientId
  const ownSecret = () => google().registration.clientSecret

  it.each<[string, (nonce: string) => Promise<Forgery>]>([
    ['for another client', (nonce) => realToken(google(), otherClient, nonce)],
    ['of another login', () => realToken(google(), ownId(), 'another')],
    ['of another provider', (nonce) => realToken(hub.provider('kakao'), ownId(), nonce)],
    ['signed by somebody else', async () => (own) => signedAnew(own, stranger, 'RS256')],
    ['signed with the client’s secret', async () => (own) => signedAnew(own, ownSecret(), 'HS256')],
    ['signed by nobody', async () => (own) => signedAnew(own, '', 'none')],
    ['with another’s name put in', async () => renamed],
  ])('%s vouches for nobody', async (_, forge) => {
    const { url, attempt } = await hub.begin('google')
    const login = finishOf(attempt, await logInAt(url, 'ada'))
    google().swapIdToken = await forge(nonceIn(url))
    expect(await hub.finish(login)).toMatchObject(refused)
    google().swapIdToken = null
    expect(await hub.finish(login)).toMatchObject(refused)
  })

  it('control: a real one, in whose place those were put, does', async () => {
    const { url, attempt } = await hub.begin('google')
    const login = finishOf(attempt, await logInAt(url, 'ada'))
    google().swapIdToken = await realToken(google(), ownId(), nonceIn(url))
    expect(await hub.finish(login)).toMatchObject({ ok: true })
    google().swapIdToken = null
  })
})

/** What takes the place of the ID token that belongs to the code. */
type Forgery = (own: string) => string

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

function signedAnew(own: string, key: jwt.Secret, algorithm: jwt.Algorithm): string {
  const read = jwt.decode(own, { complete: true })
  return jwt.sign(read?.payload as object, key, { algorithm, keyid: read?.header.kid ?? '' })
}

function renamed(own: string): string {
  const [header = '', , signature = ''] = own.split('.')
  const claims = { ...(jwt.decode(own) as object), sub: 'mallory' }
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

function nonceIn(url: string): string {
  return new URL(url).searchParams.get('nonce') ?? ''
}

/** An ID token that the provider gave out for another login. */
async function realToken(provider: IdentityProvider, client_id: string, nonce: string): Promise<Forgery> {
  const { url, registration } = provider
  const code_verifier = newId() + newId()
  const challenge = createHash('sha256').update(code_verifier).digest('base64url')
  const asked = { client_id, redirect_uri: returnTo, response_type: 'code', scope: 'openid email', state: 'any', nonce }
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  const back = await logInAt(`${url}/auth?${new URLSearchParams({ ...asked, ...pkce }).toString()}`, 'ada')
  const grant = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: returnTo }
  const client = { client_id, client_secret: registration.clientSecret, code_verifier }
  const answer = await fetch(`${url}/token`, { method: 'POST', body: new URLSearchParams({ ...grant, ...client }) })
  const { id_token } = (await answer.json()) as { id_token: string }
  return () => id_token
}
