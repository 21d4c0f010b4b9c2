import { z } from 'zod'
import type { Macs } from '../infra/macs.ts'

/** What a refresh token says. Nothing of it is secret; its keyed hash is what nobody else can make. */
export interface RefreshClaims {
  /** The session: every token of it is of one family. */
  readonly sessionId: string
  readonly actor: string
  /** From 1; each successor is one more. */
  readonly generation: number
  /** Instant. */
  readonly expiresAt: number
}

const kind = 'refresh'

const shape = z.tuple([
  z.string().regex(/^[0-9a-z]{26}$/),
  z.string().regex(/^(?:guest|account):[0-9a-z]{26}$/),
  z.number().int().min(1),
  z.number().int(),
])

/**
 * `claims.keyId.hash`. Derived, not stored: whoever presents the same token twice because an answer was lost is given
 * the same successor twice.
 */
export function writeRefreshToken(macs: Macs, claims: RefreshClaims): string {
  const { sessionId, actor, generation, expiresAt } = claims
  const text = Buffer.from(JSON.stringify([sessionId, actor, generation, expiresAt])).toString('base64url')
  return `${text}.${macs.make(kind, text)}`
}

/** Null for what we did not make. */
export function readRefreshToken(macs: Macs, token: string): RefreshClaims | null {
  const [text = '', ...mac] = token.split('.')
  if (!macs.isOf(mac.join('.'), kind, text)) return null
  const read = shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  if (!read.success) return null
  const [sessionId, actor, generation, expiresAt] = read.data
  return { sessionId, actor, generation, expiresAt }
}
