import { z } from 'zod'
import { operation } from '../operation.ts'
import { roles } from '../policy.ts'
import { email, instant } from '../schemas.ts'

const session = z.strictObject({
  /** Sent as `auth.token` on the socket and `Authorization: Bearer` over HTTP. */
  token: z.string(),
  expiresAt: instant,
  /** Who the token speaks for: `guest:…` or `account:…`. */
  actor: z.string(),
  grants: z.array(z.strictObject({ role: z.enum(roles), venueId: z.string().nullable() })),
})

const everyone = {
  anonymous: 'any',
  guest: 'any',
  diner: 'any',
  host: 'any',
  manager: 'any',
  concierge: 'any',
  support: 'any',
  admin: 'any',
} as const
const signedIn = {
  guest: 'any',
  diner: 'any',
  host: 'any',
  manager: 'any',
  concierge: 'any',
  support: 'any',
  admin: 'any',
} as const

export const sessionOperations = {
  'session.guest': operation({
    summary: 'Open a guest session: hold at once, leave name and phone when confirming.',
    input: z.strictObject({}),
    output: session,
    errors: [],
    policy: everyone,
    limit: { points: 120, perSeconds: 60, byAddress: true },
    write: false,
    http: { method: 'post', path: '/sessions/guest' },
  }),
  'session.login': operation({
    summary: 'Open a session of an account.',
    input: z.strictObject({ email, password: z.string().min(1).max(1000) }),
    output: session,
    errors: ['wrong_credentials'],
    policy: everyone,
    limit: { points: 60, perSeconds: 60, byAddress: true },
    write: false,
    http: { method: 'post', path: '/sessions' },
  }),
  'session.renew': operation({
    summary: 'Exchange a token that still holds for a fresh one; on a live socket it takes over at once.',
    input: z.strictObject({}),
    output: session,
    errors: [],
    policy: signedIn,
    limit: { points: 20, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/sessions/renew' },
  }),
}
