import { z } from 'zod'
import { toldKinds } from '../../domain/notices/kinds.ts'
import { isZone } from '../../domain/time/isZone.ts'
import { operation } from '../operation.ts'
import { bookers, everyone } from '../policy.ts'
import { conversationId, instant, noticeChannel, noticeId, reservationId, secret, toldKind } from '../schemas.ts'

const own = {
  output: z.strictObject({}),
  errors: [],
  policy: { guest: 'own', diner: 'own' },
  limit: { points: 120, perSeconds: 60 },
  write: false,
} as const

const clockTime = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/)

const quietSpan = z
  .strictObject({
    from: clockTime,
    /** Not after `from`: the next morning. */
    to: clockTime,
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'Quiet for no time, or for a whole day' })

const quietWeek = z
  .array(quietSpan.nullable())
  .length(7)
  .describe('When nothing makes a sound, by the weekday it begins on, Monday first; null: on none.')

const zone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/)
  .refine(isZone, 'Not a time zone')
  .describe('IANA, as Asia/Seoul.')

/** Everything kept of what somebody wishes about notices. */
export const noticePreferences = z.strictObject({
  switches: z.array(
    z.strictObject({
      kind: toldKind,
      channel: noticeChannel,
      on: z.boolean(),
      /** Always on. */
      critical: z.boolean(),
    }),
  ),
  quiet: quietWeek,
  /** Null: that of each restaurant. */
  zone: zone.nullable(),
})

const changes = {
  /** The others stay. */
  switches: z
    .array(
      z
        .strictObject({ kind: toldKind, channel: noticeChannel, on: z.boolean() })
        .refine(({ kind, on }) => on || !toldKinds[kind].critical, { path: ['on'], message: 'Cannot be switched off' }),
    )
    .min(1)
    .max(50)
    .optional(),
  quiet: quietWeek.optional(),
  zone: zone.nullable().optional(),
}

const ownPreferences = { policy: bookers, limit: { points: 120, perSeconds: 60 }, write: false } as const

/** By the link that a mail has; programs that read mail follow it from few addresses for many people. */
const followed = {
  policy: everyone,
  limit: { points: 600, perSeconds: 60, byAddress: true },
  write: false,
} as const

/** That of a reminder. */
const link = { reservationId, secret }
const byLink = {
  output: z.strictObject({
    /** Whether what need not be told comes by mail. */
    mails: z.boolean(),
    /** Null: whoever it is has an account, and sees the rest once they have logged in. */
    preferences: noticePreferences.nullable(),
  }),
  ...followed,
} as const

/** That of an answer. Only those with an account are told by mail, and see the rest once they have logged in. */
const talkLink = { conversationId, secret }
const byTalkLink = {
  output: z.strictObject({
    /** Whether answers that were not read come by mail. */
    mails: z.boolean(),
  }),
  errors: ['not_found'],
  ...followed,
} as const

export const noticeOperations = {
  'notice.read': operation({
    summary: 'These have been read; those of others, or long gone, are passed over.',
    input: z.strictObject({ noticeIds: z.array(noticeId).min(1).max(100) }),
    ...own,
    http: { method: 'post', path: '/notices/read' },
  }),
  'notice.readAll': operation({
    summary: 'Everything told until then has been read; what came since has not.',
    input: z.strictObject({ until: instant }),
    ...own,
    http: { method: 'post', path: '/notices/read-all' },
  }),
  'notice.preferences.get': operation({
    summary: 'What one wants to be told by which way, and when it is to be quiet.',
    input: z.strictObject({}),
    output: noticePreferences,
    errors: [],
    ...ownPreferences,
    http: { method: 'get', path: '/notices/preferences' },
  }),
  'notice.preferences.change': operation({
    summary: 'Change it; what is left out stays. What is critical cannot be switched off.',
    input: z.strictObject(changes),
    output: noticePreferences,
    errors: [],
    ...ownPreferences,
    http: { method: 'put', path: '/notices/preferences' },
  }),
  'notice.link.get': operation({
    summary: 'The same by the link of a reminder, without logging in.',
    input: z.strictObject(link),
    ...byLink,
    errors: ['not_found'],
    http: { method: 'post', path: '/reservations/:reservationId/notices' },
  }),
  'notice.link.change': operation({
    summary: 'Unsubscribe from reminders by mail, and change it again; of whoever has no account, the rest too.',
    input: z.strictObject({
      ...link,
      /** All that comes by mail and need not, at once. */
      mails: z.boolean().optional(),
      ...changes,
    }),
    ...byLink,
    errors: ['not_found', 'not_allowed_now'],
    http: { method: 'put', path: '/reservations/:reservationId/notices' },
  }),
  'notice.talk.get': operation({
    summary: 'Whether answers come by mail, by the link of such a mail and without logging in.',
    input: z.strictObject(talkLink),
    ...byTalkLink,
    http: { method: 'post', path: '/conversations/:conversationId/notices' },
  }),
  'notice.talk.change': operation({
    summary: 'Unsubscribe from answers by mail, or have them again.',
    input: z.strictObject({ ...talkLink, mails: z.boolean() }),
    ...byTalkLink,
    http: { method: 'put', path: '/conversations/:conversationId/notices' },
  }),
}
