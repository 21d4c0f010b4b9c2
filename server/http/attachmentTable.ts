import { z } from 'zod'
import type { ErrorCode } from '../../shared/contract/errors.ts'
import type { RateLimit } from '../../shared/contract/operation.ts'
import type { Policy } from '../../shared/contract/policy.ts'
import { attachmentId, conversationId } from '../../shared/contract/schemas.ts'
import { talkers, talkReaders } from '../../shared/contract/talk.ts'
import { sizes } from '../core/attachments/blobKeys.ts'

/** Who may do something with a file, how often, and what becomes of it: as an operation says it, for routes and reference. */
export interface Admission {
  readonly name: string
  readonly summary: string
  readonly policy: Policy
  readonly limit: RateLimit
  readonly errors: readonly ErrorCode[]
  readonly write: boolean
}

/** Under `/v1`. */
export const attachmentsPath = '/conversations/:conversationId/attachments'
export const attachmentPath = `${attachmentsPath}/:attachmentId`

export const ofConversation = z.strictObject({ conversationId })
export const askedAttachment = z.strictObject({ conversationId, attachmentId, size: z.enum(sizes).default('whole') })

export const addingAttachment: Admission = {
  name: 'attachment.add',
  summary:
    'Upload a file that a message is going to carry: a picture (JPEG, PNG, WebP, AVIF) or a PDF, up to 10 MiB. One that no message carries is gone after a day.',
  policy: talkers,
  limit: { points: 40, perSeconds: 3600 },
  errors: ['not_found'],
  write: true,
}

export const readingAttachment: Admission = {
  name: 'attachment.get',
  summary: 'A file that came with a message: a picture as WebP, whole or small, or a PDF to be saved.',
  policy: talkReaders,
  limit: { points: 600, perSeconds: 60 },
  errors: ['not_found'],
  write: false,
}
