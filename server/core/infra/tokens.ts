import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { exportJWK, type JWK } from 'jose'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { type Grant, type PartnerScope, roles } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import type { Secrets } from '../config.ts'

/** Who a session speaks for. */
export interface Actor {
  /** `guest:…`, `account:…` or `partner:…`, for a link whoever the reservation is of; `anonymous` without a session. */
  readonly key: string
  readonly sessionId: string | null
  readonly grants: readonly Grant[]
  /** The one reservation a signed link is for. */
  readonly only?: string
  /** What a partner's key may do; see `mustBeInScope`. */
  readonly scopes?: readonly PartnerScope[]
}

export const anonymous: Actor = { key: 'anonymous', sessionId: null, grants: [{ role: 'anonymous', venueId: null }] }

export const tokenLifeMs = 15 * 60_000

const issuer = 'couvert'
const audience = 'couvert-hub'

const claimsSchema = z.object({
  // A partner's and a restaurant's own are in the tokens of links only.
  sub: z.string().regex(/^(?:guest|account|partner|venue):[0-9a-z]{26}$/),
  sid: z.string().regex(/^[0-9a-z]{26}$/),
  typ: z.literal('access'),
  iat: z.number(),
  exp: z.number(),
  only: z.string().optional(),
  grants: z.array(z.object({ role: z.enum(roles), venueId: z.string().nullable() })),
})

export interface Tokens {
  sign(actor: Actor & { readonly sessionId: string }, now: number): { token: string; expiresAt: number }
  /** @throws AppError `unauthenticated`, `token_expired` */
  verify(token: string): { actor: Actor; issuedAt: number; expiresAt: number }
  /** Public keys, for whoever verifies elsewhere. */
  publicKeys(): Promise<{ keys: JWK[] }>
}

/**
 * ES256 access tokens. The first key signs, all verify, by `kid` from this local ring only; so a new key is published
 * by adding it last, and takes over by moving first once every node knows it.
 */
export function createTokens(secrets: Secrets): Tokens {
  const ring = new Map<string, { private: KeyObject; public: KeyObject }>()
  for (const { kid, privateKeyPem } of secrets.jwtKeys) {
    const key = createPrivateKey(privateKeyPem)
    ring.set(kid, { private: key, public: createPublicKey(key) })
  }
  const signer = secrets.jwtKeys[0]?.kid ?? ''

  return {
    sign(actor, now) {
      const expiresAt = Math.floor((now + tokenLifeMs) / 1000)
      const claims = {
        sub: actor.key,
        sid: actor.sessionId,
        typ: 'access',
        grants: actor.grants,
        ...(actor.only !== undefined && { only: actor.only }),
        // To the millisecond: what is issued just after everything before was revoked must stand.
        iat: now / 1000,
        exp: expiresAt,
        iss: issuer,
        aud: audience,
      }
      const key = ring.get(signer)
      if (key === undefined) throw new Error('no signing key')
      return {
        token: jwt.sign(claims, key.private, { algorithm: 'ES256', keyid: signer }),
        expiresAt: expiresAt * 1000,
      }
    },
    verify(token) {
      const claims = claimsSchema.safeParse(decode(token))
      if (!claims.success) throw new AppError('unauthenticated')
      const { sub, sid, grants, iat, exp, only } = claims.data
      const actor = { key: sub, sessionId: sid, grants, ...(only !== undefined && { only }) }
      return { actor, issuedAt: Math.round(iat * 1000), expiresAt: exp * 1000 }
    },
    async publicKeys() {
      const keys = [...ring].map(async ([kid, key]) => ({
        ...(await exportJWK(key.public)),
        kid,
        alg: 'ES256',
        use: 'sig',
      }))
      return { keys: await Promise.all(keys) }
    },
  }

  function decode(token: string): unknown {
    if (token.length > 8192) throw new AppError('unauthenticated')
    try {
      const kid = jwt.decode(token, { complete: true })?.header.kid
      const key = kid === undefined ? undefined : ring.get(kid)
      if (key === undefined) throw new Error('unknown key')
      return jwt.verify(token, key.public, { algorithms: ['ES256'], issuer, audience, clockTolerance: 5 })
    } catch (cause) {
      throw new AppError(cause instanceof jwt.TokenExpiredError ? 'token_expired' : 'unauthenticated', { cause })
    }
  }
}
