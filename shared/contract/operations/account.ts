import { z } from 'zod'
import { companyRoles } from '../../domain/companies/members.ts'
import { tier } from '../desk.ts'
import { operation } from '../operation.ts'
import { accountHolders, everyone } from '../policy.ts'
import {
  alertChoice,
  code,
  companyId,
  deskId,
  email,
  instant,
  language,
  line,
  password,
  phone,
  platform,
  reservation,
  secret,
  toldWords,
  venueId,
} from '../schemas.ts'
import { side } from '../talk.ts'
import { noticePreferences } from './notice.ts'
import { session } from './session.ts'

/** A code goes to the address; it is typed in beside `attempt`. The answer is the same whether or not anybody has it. */
const attempt = z.strictObject({ attempt: secret, expiresAt: instant })
const proven = { attempt: secret, code }

const byAddress = { points: 20, perSeconds: 60, byAddress: true } as const
const own = { policy: accountHolders, limit: { points: 30, perSeconds: 60 } } as const

const profile = z.strictObject({
  accountId: z.string(),
  email: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  language,
  secondFactor: z.enum(['off', 'on', 'needed']),
  hasPassword: z.boolean(),
  providers: z.array(z.string()),
  since: instant,
})

export const accountOperations = {
  'account.register': operation({
    summary: 'Begin an account: a code goes to the address.',
    input: z.strictObject({ email, password, name: line(100), phone: phone.optional(), language }),
    output: attempt,
    errors: [],
    policy: everyone,
    limit: byAddress,
    write: true,
    http: { method: 'post', path: '/accounts' },
  }),
  'account.verify': operation({
    summary: 'Finish it with the code: the account is there, and a guest’s holds and bookings are its own.',
    input: z.strictObject(proven),
    output: session,
    errors: ['wrong_code'],
    policy: everyone,
    limit: byAddress,
    write: false,
    http: { method: 'post', path: '/accounts/verify' },
  }),
  'account.get': operation({
    summary: 'The profile.',
    input: z.strictObject({}),
    output: profile,
    errors: [],
    ...own,
    limit: { points: 120, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/account' },
  }),
  'account.change': operation({
    summary: 'Change the profile; what is left out stays.',
    input: z.strictObject({
      name: line(100).optional(),
      phone: phone.nullable().optional(),
      language: language.optional(),
    }),
    output: profile,
    errors: [],
    ...own,
    write: false,
    http: { method: 'put', path: '/account' },
  }),
  'account.email.begin': operation({
    summary: 'Another address: a code goes to it.',
    input: z.strictObject({ email, password: z.string().min(1).max(1000).optional() }),
    output: attempt,
    errors: ['wrong_credentials', 'not_allowed_now'],
    ...own,
    limit: { points: 10, perSeconds: 60 },
    write: true,
    http: { method: 'post', path: '/account/email' },
  }),
  'account.email.finish': operation({
    summary: 'The address becomes the new one.',
    input: z.strictObject(proven),
    output: profile,
    errors: ['wrong_code'],
    ...own,
    limit: { points: 10, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/account/email/verify' },
  }),
  'account.password.change': operation({
    summary: 'Another password; every other session ends.',
    input: z.strictObject({ current: z.string().min(1).max(1000), next: password }),
    output: z.strictObject({}),
    errors: ['wrong_credentials'],
    ...own,
    limit: { points: 10, perSeconds: 60 },
    write: false,
    http: { method: 'put', path: '/account/password' },
  }),
  'account.reset.begin': operation({
    summary: 'Forgot the password: a code goes to the address.',
    input: z.strictObject({ email, language: language.optional() }),
    output: attempt,
    errors: [],
    policy: everyone,
    limit: byAddress,
    write: true,
    http: { method: 'post', path: '/accounts/reset' },
  }),
  'account.reset.finish': operation({
    summary: 'A new password by the code; every session ends.',
    input: z.strictObject({ ...proven, password }),
    output: z.strictObject({}),
    errors: ['wrong_code'],
    policy: everyone,
    limit: byAddress,
    write: false,
    http: { method: 'post', path: '/accounts/reset/finish' },
  }),
  'account.factor.begin': operation({
    summary: 'Begin a second factor: the secret for an authenticator, shown once.',
    input: z.strictObject({}),
    output: z.strictObject({ secret: z.string(), uri: z.string() }),
    errors: ['not_allowed_now'],
    ...own,
    limit: { points: 10, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/account/factor' },
  }),
  'account.factor.confirm': operation({
    summary: 'Switch it on with a first code; the recovery codes are shown once.',
    input: z.strictObject({ code }),
    output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
    errors: ['wrong_code', 'not_allowed_now'],
    ...own,
    limit: { points: 10, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/account/factor/confirm' },
  }),
  'account.factor.remove': operation({
    summary: 'Switch it off; roles over others rest until there is one again.',
    input: z.strictObject({ code }),
    output: z.strictObject({}),
    errors: ['wrong_code', 'not_allowed_now'],
    ...own,
    limit: { points: 10, perSeconds: 60 },
    write: false,
    http: { method: 'delete', path: '/account/factor' },
  }),
  'account.export': operation({
    summary: 'Everything kept about oneself.',
    input: z.strictObject({}),
    output: z.strictObject({
      profile,
      reservations: z.array(
        z.strictObject({
          reservation,
          guest: toldWords.nullable(),
        }),
      ),
      sessions: z.array(z.strictObject({ device: z.string(), openedAt: instant, lastSeenAt: instant })),
      /** Where it is told by push. */
      devices: z.array(z.strictObject({ platform, since: instant })),
      noticePreferences,
      /** How it chose to be told of the bookings of restaurants it works at. */
      alerts: z.array(z.strictObject({ venueId, ...alertChoice })),
      /** What it talked about with desks: of each conversation the newest five hundred messages. */
      companies: z.array(z.strictObject({ companyId, name: z.string(), role: z.enum(companyRoles), since: instant })),
      conversations: z.array(
        z.strictObject({
          deskId,
          /** `attachments`: names of the files that came with it. */
          messages: z.array(
            z.strictObject({ at: instant, side, text: z.string().nullable(), attachments: z.array(z.string()) }),
          ),
        }),
      ),
      /** What desks wrote down. */
      guestFiles: z.array(
        z.strictObject({
          deskId,
          tier,
          allergies: z.string().nullable(),
          seating: z.string().nullable(),
          notes: z.string().nullable(),
        }),
      ),
      /** What was done in this account’s name, and who read what of it. */
      record: z.array(z.strictObject({ at: instant, action: z.string(), by: z.enum(['self', 'other']) })),
    }),
    errors: [],
    ...own,
    limit: { points: 5, perSeconds: 60 },
    write: false,
    http: { method: 'get', path: '/account/export' },
  }),
  'account.erase': operation({
    summary: 'Erase the account and what it told of a person. Bookings to come must be cancelled first.',
    input: z.strictObject({ password: z.string().min(1).max(1000).optional() }),
    output: z.strictObject({}),
    errors: ['wrong_credentials', 'not_allowed_now'],
    ...own,
    limit: { points: 5, perSeconds: 60 },
    write: false,
    http: { method: 'post', path: '/account/erase' },
  }),
}
