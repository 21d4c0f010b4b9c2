import { z } from 'zod'
import { companyRoles } from '../../domain/companies/members.ts'
import { operation } from '../operation.ts'
import { accountHolders } from '../policy.ts'
import { accountId, companyId, instant, line, localNames, reservation, secret, shownNames } from '../schemas.ts'

const role = z.enum(companyRoles)
const shown = { companyId, name: z.string(), localNames: shownNames }
const one = { companyId }
const common = { policy: accountHolders, limit: { points: 60, perSeconds: 60 } } as const
const nothing = z.strictObject({})

/** Companies whose people book on each other's behalf. */
export const companyOperations = {
  'company.create': operation({
    summary: 'Begin a company, which one then runs.',
    input: z.strictObject({ name: line(80), localNames }),
    output: z.strictObject(one),
    errors: ['not_allowed_now'],
    ...common,
    write: true,
    http: { method: 'post', path: '/companies' },
  }),
  'company.list': operation({
    summary: 'The companies one is of.',
    input: nothing,
    output: z.strictObject({ companies: z.array(z.strictObject({ ...shown, role })) }),
    errors: [],
    ...common,
    write: false,
    http: { method: 'get', path: '/companies' },
  }),
  'company.get': operation({
    summary: 'A company of one’s own, and its people, the oldest first.',
    input: z.strictObject(one),
    output: z.strictObject({
      ...shown,
      members: z.array(z.strictObject({ accountId, name: z.string(), role, since: instant })),
    }),
    errors: ['not_found'],
    ...common,
    write: false,
    http: { method: 'get', path: '/companies/:companyId' },
  }),
  'company.invite': operation({
    summary: 'The secret of a link by which one person comes into the company, within a week. For whoever runs it.',
    input: z.strictObject(one),
    output: z.strictObject({ secret, expiresAt: instant }),
    errors: ['not_found', 'not_allowed_now'],
    ...common,
    write: true,
    http: { method: 'post', path: '/companies/:companyId/invitations' },
  }),
  'company.join': operation({
    summary: 'Come into the company of an invitation, with the account that asks.',
    input: z.strictObject({ secret }),
    output: z.strictObject(one),
    errors: ['wrong_code', 'not_allowed_now'],
    ...common,
    write: false,
    http: { method: 'post', path: '/companies/join' },
  }),
  'company.leave': operation({
    summary: 'Be of it no more. Where nobody is left who runs it, the oldest does; with the last one it ends.',
    input: z.strictObject(one),
    output: nothing,
    errors: ['not_found'],
    ...common,
    write: false,
    http: { method: 'post', path: '/companies/:companyId/leave' },
  }),
  'company.remove': operation({
    summary: 'Take somebody out of it, at once. For whoever runs it.',
    input: z.strictObject({ companyId, accountId }),
    output: nothing,
    errors: ['not_found', 'not_allowed_now'],
    ...common,
    write: false,
    http: { method: 'delete', path: '/companies/:companyId/members/:accountId' },
  }),
  'company.role': operation({
    summary: 'Say who runs it with one, and who does not. For whoever runs it.',
    input: z.strictObject({ companyId, accountId, role }),
    output: nothing,
    errors: ['not_found', 'not_allowed_now'],
    ...common,
    write: false,
    http: { method: 'put', path: '/companies/:companyId/members/:accountId' },
  }),
  'company.bookings': operation({
    summary: 'What was booked for it and is not over, by whom and for whom: the next two hundred.',
    input: z.strictObject(one),
    output: z.strictObject({
      bookings: z.array(
        z.strictObject({
          reservation,
          /** Who booked. */
          accountId,
          /** Who comes, where that is somebody else. */
          host: z.string().nullable(),
        }),
      ),
    }),
    errors: ['not_found'],
    ...common,
    write: false,
    http: { method: 'get', path: '/companies/:companyId/bookings' },
  }),
}
