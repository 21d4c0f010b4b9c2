import { z } from 'zod'
import { operation } from '../operation.ts'
import { bookers } from '../policy.ts'
import { deviceToken, language, platform } from '../schemas.ts'

/** In a body both times: a token in an address would be written down by whatever it passes. */
const own = { policy: bookers, limit: { points: 30, perSeconds: 60 }, write: false } as const

export const pushOperations = {
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
