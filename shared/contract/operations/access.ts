import { z } from 'zod'
import { operation } from '../operation.ts'
import { accountHolders, partnerScopes } from '../policy.ts'
import {
  accountId,
  alertChoice,
  email,
  instant,
  keyId,
  language,
  line,
  secret,
  shownNames,
  venueId,
} from '../schemas.ts'

/** What a manager gives others: roles at the restaurant, and keys to partners. */
const managers = { manager: 'venue', admin: 'any' } as const
const limit = { points: 30, perSeconds: 60 } as const
const role = z.enum(['host', 'manager', 'concierge'])

const scopes = z.array(z.enum(partnerScopes)).min(1).max(partnerScopes.length)

export const accessOperations = {
  'staff.invite': operation({
    summary: 'Invite somebody to a role at the restaurant: a link goes to the address.',
    input: z.strictObject({ venueId, email, role, language }),
    output: z.strictObject({ expiresAt: instant }),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: true,
    http: { method: 'post', path: '/venues/:venueId/staff' },
  }),
  'staff.accept': operation({
    summary: 'Take the role an invitation offers, with the account that asks.',
    input: z.strictObject({ secret }),
    output: z.strictObject({ venueId, role }),
    errors: ['wrong_code'],
    policy: accountHolders,
    limit,
    write: false,
    http: { method: 'post', path: '/staff/accept' },
  }),
  'staff.list': operation({
    summary: 'Who has a role at the restaurant.',
    input: z.strictObject({ venueId }),
    output: z.strictObject({
      staff: z.array(z.strictObject({ accountId, name: z.string(), email: z.string(), roles: z.array(role) })),
    }),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'get', path: '/venues/:venueId/staff' },
  }),
  'staff.remove': operation({
    summary: 'Take somebody’s roles at the restaurant away, at once.',
    input: z.strictObject({ venueId, accountId }),
    output: z.strictObject({}),
    errors: ['not_found', 'not_allowed_now'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'delete', path: '/venues/:venueId/staff/:accountId' },
  }),
  'staff.alerts': operation({
    summary: 'How oneself is told of bookings, at each restaurant where one works, and as what one works there.',
    input: z.strictObject({}),
    output: z.strictObject({
      restaurants: z.array(
        z.strictObject({ venueId, name: z.string(), localNames: shownNames, roles: z.array(role), ...alertChoice }),
      ),
    }),
    errors: [],
    policy: accountHolders,
    limit,
    write: false,
    http: { method: 'get', path: '/staff/alerts' },
  }),
  'staff.alerts.change': operation({
    summary: 'Be told of a restaurant’s bookings in another way from now on; what is not named stays.',
    input: z.strictObject({
      venueId,
      email: alertChoice.email.optional(),
      push: alertChoice.push.optional(),
      app: alertChoice.app.optional(),
    }),
    output: z.strictObject({ venueId, ...alertChoice }),
    errors: ['not_found'],
    policy: { host: 'venue', manager: 'venue', concierge: 'venue' },
    limit,
    write: false,
    http: { method: 'put', path: '/venues/:venueId/alerts' },
  }),
  'key.create': operation({
    summary: 'A key for a partner; its secret is shown in this answer only.',
    input: z.strictObject({ venueId, name: line(80), scopes }),
    output: z.strictObject({ keyId, key: z.string() }),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: true,
    http: { method: 'post', path: '/venues/:venueId/keys' },
  }),
  'key.list': operation({
    summary: 'The restaurant’s keys.',
    input: z.strictObject({ venueId }),
    output: z.strictObject({
      keys: z.array(
        z.strictObject({ keyId, name: z.string(), scopes, createdAt: instant, revokedAt: instant.nullable() }),
      ),
    }),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'get', path: '/venues/:venueId/keys' },
  }),
  'key.revoke': operation({
    summary: 'End a key, at once.',
    input: z.strictObject({ venueId, keyId }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'delete', path: '/venues/:venueId/keys/:keyId' },
  }),
}
