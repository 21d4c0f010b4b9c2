import { z } from 'zod'
import { webhookKinds } from '../../domain/notices/webhookFact.ts'
import { operation } from '../operation.ts'
import { deliveryId, instant, reservationId, venueId, webhookId } from '../schemas.ts'

const managers = { manager: 'venue', admin: 'any' } as const
const limit = { points: 30, perSeconds: 60 } as const
const kind = z.enum(webhookKinds)
const kinds = z.array(kind).min(1).max(webhookKinds.length)
const state = z.enum(['on', 'off'])
/** Said only where it is reached from outside; which addresses are is judged by the hub. */
const url = z
  .string()
  .min(1)
  .max(500)
  .regex(/^https?:\/\/[!-~]+$/)
  .describe('`https:` on port 443 or 8443, of a public host. Without user, password or `#`.')

const delivery = z.strictObject({
  deliveryId,
  kind,
  reservationId,
  at: instant,
  state: z.enum(['pending', 'sending', 'sent', 'dead', 'skipped']),
  /** HTTP status of the newest answer; null where none came. */
  status: z.number().int().nullable(),
  /** How the newest try failed, or why there is none; a code. */
  why: z.string().nullable(),
  /** Since it came up, or was last sent anew. */
  tries: z.number().int(),
  nextTryAt: instant.nullable(),
})

/** Addresses of a restaurant's own systems that are told what becomes of its reservations; see `docs/webhooks.md`. */
export const webhookOperations = {
  'webhook.create': operation({
    summary: 'An address that is told what becomes of reservations; its secret is shown in this answer only.',
    input: z.strictObject({ venueId, url, kinds: kinds.default([...webhookKinds]) }),
    output: z.strictObject({ webhookId, secret: z.string() }),
    errors: ['not_found', 'not_allowed_now'],
    policy: managers,
    limit,
    write: true,
    http: { method: 'post', path: '/venues/:venueId/webhooks' },
  }),
  'webhook.list': operation({
    summary: 'The restaurant’s webhooks.',
    input: z.strictObject({ venueId }),
    output: z.strictObject({
      webhooks: z.array(
        z.strictObject({
          webhookId,
          url: z.string(),
          kinds: z.array(kind),
          state,
          /** Null while it is on. */
          offReason: z.enum(['by_hand', 'gone', 'failing']).nullable(),
          /** Tries that failed since the last one that did not, and since when; null where none did. */
          failures: z.number().int(),
          failingSince: instant.nullable(),
          createdAt: instant,
        }),
      ),
    }),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'get', path: '/venues/:venueId/webhooks' },
  }),
  'webhook.change': operation({
    summary: 'Switch a webhook on or off, or have it told of other kinds.',
    input: z.strictObject({ venueId, webhookId, state: state.optional(), kinds: kinds.optional() }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'put', path: '/venues/:venueId/webhooks/:webhookId' },
  }),
  'webhook.remove': operation({
    summary: 'End a webhook, with its log.',
    input: z.strictObject({ venueId, webhookId }),
    output: z.strictObject({}),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'delete', path: '/venues/:venueId/webhooks/:webhookId' },
  }),
  'webhook.log': operation({
    summary: 'What a webhook was told of late, and how that went; the newest first.',
    input: z.strictObject({ venueId, webhookId }),
    output: z.strictObject({ deliveries: z.array(delivery) }),
    errors: ['not_found'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'get', path: '/venues/:venueId/webhooks/:webhookId/deliveries' },
  }),
  'webhook.resend': operation({
    summary: 'Tell a webhook something once more, under the same id.',
    input: z.strictObject({ venueId, webhookId, deliveryId }),
    output: z.strictObject({}),
    errors: ['not_found', 'not_allowed_now'],
    policy: managers,
    limit,
    write: false,
    http: { method: 'post', path: '/venues/:venueId/webhooks/:webhookId/deliveries/:deliveryId' },
  }),
}
