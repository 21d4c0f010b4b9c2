import { z } from 'zod'
import { operation } from '../operation.ts'
import { accountHolders, everyone, roles, withSession } from '../policy.ts'
import { code, email, instant, knownDevice, reservationId, secret, sessionId } from '../schemas.ts'

export const session = z.strictObject({
  /** Sent as `auth.token` on the socket and `Authorization: Bearer` over HTTP. A quarter of an hour. */
  token: z.string(),
  expiresAt: instant,
  /** For `session.renew`, once: the answer brings its successor. Null for a link, which is itself what one comes back with. */
  refreshToken: z.string().nullable(),
  refreshUntil: instant.nullable(),
  /** Who the token speaks for: `guest:…` or `account:…`. */
  actor: z.string(),
  grants: z.array(z.strictObject({ role: z.enum(roles), venueId: z.string().nullable() })),
  /** `needed`: roles over others rest until a second factor is set up. */
  secondFactor: z.enum(['off', 'on', 'needed']),
  /** Proof that this device has logged in before; sent with the next login, which a stranger's guessing then cannot hinder. */
  knownDevice: z.string().nullable(),
})

/** The account behind the session there is; whoever asks as a guest brings holds and bookings along. */
const opens = { output: session, policy: everyone, write: false } as const
const provider = z.enum(['google', 'naver', 'kakao', 'facebook'])

export const sessionOperations = {
  'session.guest': operation({
    summary: 'Open a guest session: hold at once, leave name and phone when confirming.',
    input: z.strictObject({}),
    errors: [],
    limit: { points: 120, perSeconds: 60, byAddress: true },
    http: { method: 'post', path: '/sessions/guest' },
    ...opens,
  }),
  'session.login': operation({
    summary: 'Open a session of an account. A guest’s holds and bookings come along.',
    input: z.strictObject({
      email,
      password: z.string().min(1).max(1000),
      /** Of the authenticator, or a recovery code; asked for by `second_factor_required`. */
      code: code.optional(),
      knownDevice: knownDevice.optional(),
    }),
    errors: ['wrong_credentials', 'second_factor_required', 'wrong_code'],
    limit: { points: 60, perSeconds: 60, byAddress: true },
    http: { method: 'post', path: '/sessions' },
    ...opens,
  }),
  'session.renew': operation({
    summary: 'Exchange a refresh token for a fresh session and its successor; on a live socket it takes over at once.',
    input: z.strictObject({ refreshToken: z.string().min(1).max(500) }),
    errors: ['session_ended'],
    limit: { points: 600, perSeconds: 60, byAddress: true },
    http: { method: 'post', path: '/sessions/renew' },
    ...opens,
  }),
  'session.link': operation({
    summary: 'Open a session for one reservation by its signed link.',
    input: z.strictObject({ reservationId, secret }),
    errors: ['not_found'],
    limit: { points: 60, perSeconds: 60, byAddress: true },
    http: { method: 'post', path: '/sessions/link' },
    ...opens,
  }),
  'session.external.begin': operation({
    summary: 'Begin a login at Google, Naver, Kakao or Facebook: go to `url`, keep `attempt` on this device.',
    input: z.strictObject({ provider }),
    output: z.strictObject({ url: z.string(), attempt: secret }),
    errors: ['not_found'],
    policy: everyone,
    limit: { points: 30, perSeconds: 60, byAddress: true },
    write: false,
    http: { method: 'post', path: '/sessions/external' },
  }),
  'session.external.finish': operation({
    summary: 'Finish it with what the provider sent back. An account that is logged in gets the provider added.',
    input: z.strictObject({
      attempt: secret,
      state: z.string().min(1).max(500),
      code: z.string().min(1).max(4000),
      /** What the provider says it is, where it says so (RFC 9207). */
      iss: z.string().min(1).max(500).optional(),
      /** Asked for by `second_factor_required`; the rest is sent again unchanged. */
      factor: code.optional(),
    }),
    errors: ['wrong_code', 'account_exists', 'second_factor_required'],
    limit: { points: 30, perSeconds: 60, byAddress: true },
    http: { method: 'post', path: '/sessions/external/finish' },
    ...opens,
  }),
  'session.logout': operation({
    summary: 'End the session that asks, on every device that has its tokens.',
    input: z.strictObject({}),
    output: z.strictObject({}),
    errors: [],
    policy: withSession,
    limit: { points: 30, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/sessions/logout' },
  }),
  'session.list': operation({
    summary: 'Where this account is logged in.',
    input: z.strictObject({}),
    output: z.strictObject({
      sessions: z.array(
        z.strictObject({ sessionId, device: z.string(), openedAt: instant, lastSeenAt: instant, current: z.boolean() }),
      ),
    }),
    errors: [],
    policy: accountHolders,
    limit: { points: 60, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/sessions' },
  }),
  'session.revoke': operation({
    summary: 'End one session of this account; within seconds nothing of it is answered any more.',
    input: z.strictObject({ sessionId }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: accountHolders,
    limit: { points: 30, perSeconds: 60 },
    write: false,
    http: { method: 'delete', path: '/sessions/:sessionId' },
  }),
  'session.revokeAll': operation({
    summary: 'End every session of this account but the one that asks.',
    input: z.strictObject({}),
    output: z.strictObject({ ended: z.number().int() }),
    errors: [],
    policy: accountHolders,
    limit: { points: 10, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/sessions/revoke-all' },
  }),
}
