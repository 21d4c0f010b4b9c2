import { z } from 'zod'
import { operation } from '../operation.ts'
import { bookers } from '../policy.ts'
import { deviceToken, language, platform } from '../schemas.ts'

/** In a body both times: a token in an address would be written down by whatever it passes. */
const own = { policy: bookers, limit: { points: 30, perSeconds: 60 }, write: false } as const

/** Where a browser gets its device token. All of it is public: whoever has the page has it. */
export const pushSource = z.union([
  /** Of Firebase Cloud Messaging, as its console gives it to a web app. */
  z.strictObject({
    via: z.literal('firebase'),
    projectId: z.string(),
    appId: z.string(),
    apiKey: z.string(),
    messagingSenderId: z.string(),
    vapidKey: z.string(),
  }),
  /** A stand-in on this machine, for the demo. */
  z.strictObject({ via: z.literal('local'), url: z.string() }),
])

export const pushOperations = {
  'push.source': operation({
    summary: 'Where a browser gets its device token; null where this hub tells nobody in a browser.',
    input: z.strictObject({}),
    output: z.strictObject({ source: pushSource.nullable() }),
    errors: [],
    ...own,
    http: { method: 'get', path: '/devices/source' },
  }),
  'push.register': operation({
    summary: 'Be told on this device too, for as long as the session is not ended. Again at every start of the app.',
    input: z.strictObject({
      token: deviceToken,
      platform,
      /** That this device shows. By default the person’s. */
      language: language.optional(),
    }),
    output: z.strictObject({}),
    errors: [],
    ...own,
    http: { method: 'post', path: '/devices' },
  }),
  'push.remove': operation({
    summary: 'No longer be told on this device.',
    input: z.strictObject({ token: deviceToken }),
    output: z.strictObject({}),
    errors: [],
    ...own,
    http: { method: 'post', path: '/devices/remove' },
  }),
}
