import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant, noticeId } from '../schemas.ts'

const own = {
  output: z.strictObject({}),
  errors: [],
  policy: { guest: 'own', diner: 'own' },
  limit: { points: 120, perSeconds: 60 },
  write: false,
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
}
