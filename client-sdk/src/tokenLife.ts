/** When a token was made, by the hub's clock in milliseconds since 1970, and for how many milliseconds it is good. */
export interface TokenLife {
  readonly issuedAt: number
  readonly lifeMs: number
}

/** What an access token says of itself; null for one that does not say. Nobody relies on it: the hub judges. */
export function lifeOf(token: string): TokenLife | null {
  try {
    const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
    const { iat, exp } = claims as { iat?: unknown; exp?: unknown }
    if (typeof iat !== 'number' || typeof exp !== 'number') return null
    return { issuedAt: iat * 1000, lifeMs: (exp - iat) * 1000 }
  } catch {
    // Not a signed token with readable claims.
    return null
  }
}
