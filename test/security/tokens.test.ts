import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { expect, it, test } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import { makeSecrets } from '../support/secrets.ts'

const secrets = makeSecrets()
const tokens = createTokens(secrets)
const key = secrets.jwtKeys[0]?.privateKeyPem ?? ''
const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
const now = Math.floor(Date.now() / 1000)
const actor = { key: `guest:${newId()}`, sessionId: newId(), grants: [{ role: 'guest', venueId: null }] as const }
const claims = {
  sub: actor.key,
  sid: actor.sessionId,
  typ: 'access',
  grants: actor.grants,
  iat: now,
  exp: now + 600,
  iss: 'couvert',
  aud: 'couvert-hub',
}

/** Signed with our own key unless said otherwise: only what is named is wrong with it. */
function forged(change: object, header: object = {}, signedBy: string = key): string {
  const algorithm = 'ES256' as const
  const head = { alg: algorithm, kid: 'test', ...header }
  const body = JSON.parse(JSON.stringify({ ...claims, ...change })) as object
  return jwt.sign(body, signedBy, { algorithm, header: head, allowInsecureKeySizes: true })
}

function unsigned(header: object, body: object = claims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(body)}.`
}

function codeOf(token: string): string {
  try {
    tokens.verify(token)
    return 'accepted'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('control: a token made the same way, with nothing wrong, is accepted', () => {
  expect(codeOf(forged({}))).toBe('accepted')
  expect(codeOf(tokens.sign(actor, Date.now()).token)).toBe('accepted')
})

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const strangers = stranger.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

it.each([
  ['no algorithm', unsigned({ alg: 'none', typ: 'JWT' })],
  ['no algorithm, spelled oddly', unsigned({ alg: 'nOnE', kid: 'test' })],
  [
    'our public key as a shared secret',
    jwt.sign(claims, publicPem, { algorithm: 'HS256', keyid: 'test', allowInsecureKeySizes: true }),
  ],
  ['a stranger’s key under our key id', forged({}, {}, strangers)],
  ['another issuer', forged({ iss: 'elsewhere' })],
  ['another audience', forged({ aud: 'couvert-mail' })],
  ['another kind of token', forged({ typ: 'refresh' })],
  ['no kind', forged({ typ: undefined })],
  ['no end', forged({ exp: undefined })],
  ['not valid yet', forged({ nbf: now + 3600 })],
  ['no session', forged({ sid: undefined })],
  ['somebody who is no actor', forged({ sub: 'admin' })],
  ['a role that there is not', forged({ grants: [{ role: 'root', venueId: null }] })],
  ['a key id that is a path', forged({}, { kid: '../../../../dev/null' })],
  ['a key id that is a query', forged({}, { kid: "' OR 1=1 --" })],
  ['a key id that is an address', forged({}, { kid: 'https://example.com/keys.json' })],
  ['no key id', forged({}, { kid: undefined })],
  ['the address of a key beside it', forged({}, { jku: 'https://example.com/jwks.json', kid: 'other' })],
  ['a key brought along', forged({}, { jwk: stranger.publicKey.export({ format: 'jwk' }), kid: 'other' }, strangers)],
  ['a megabyte', forged({ more: 'x'.repeat(1_000_000) })],
])('a token with %s is refused', (_what, token) => {
  expect(codeOf(token)).toBe('unauthenticated')
})

test('a token that ran out is told apart, so that a client renews it', () => {
  expect(codeOf(forged({ exp: now - 60 }))).toBe('token_expired')
})

test('a key that was taken out of the ring verifies nothing any more', () => {
  const { token } = tokens.sign(actor, Date.now())
  const rotated = createTokens({ ...secrets, jwtKeys: [{ kid: 'next', privateKeyPem: strangers }] })
  expect(() => rotated.verify(token)).toThrow(expect.objectContaining({ code: 'unauthenticated' }))
  const both = createTokens({ ...secrets, jwtKeys: [{ kid: 'next', privateKeyPem: strangers }, ...secrets.jwtKeys] })
  expect(both.verify(token).actor.key).toBe(actor.key)
})

test('of a thousand tokens with one bit turned none is accepted', () => {
  const { token } = tokens.sign(actor, Date.now())
  const accepted = Array.from({ length: 1000 }, (_, seed) => flip(token, (seed * 7919) % (token.length * 6)))
    .filter((changed) => decoded(changed) !== decoded(token))
    .filter((changed) => codeOf(changed) === 'accepted')
  expect(accepted).toEqual([])
})

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function flip(token: string, bit: number): string {
  const at = Math.floor(bit / 6)
  const value = letters.indexOf(token[at] ?? '')
  if (value < 0) return `${token.slice(0, at)}${token.slice(at + 1)}`
  return `${token.slice(0, at)}${letters[value ^ (1 << (bit % 6))]}${token.slice(at + 1)}`
}

/** The last letter of base64 has bits that mean nothing. */
function decoded(token: string): string {
  return token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.')
}
