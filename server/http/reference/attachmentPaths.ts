import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { requestId } from '../../../shared/contract/schemas.ts'
import { attachment } from '../../../shared/contract/talk.ts'
import {
  type Admission,
  addingAttachment,
  askedAttachment,
  attachmentPath,
  attachmentsPath,
  ofConversation,
  readingAttachment,
} from '../attachmentTable.ts'
import { answerable, whoMay } from './answers.ts'
import { failures } from './failures.ts'
import { countedHeaders } from './headers.ts'
import { carriage, templated } from './route.ts'
import { security } from './security.ts'

/** What is sent as it is, and not as JSON. */
const bytes = { schema: { type: 'string', format: 'binary' } } as const

const fileName = z
  .string()
  .max(3000)
  .optional()
  .describe('What the file is called: percent-encoded UTF-8. Here and not in the address, which is written down.')

/** Files in conversations: beside the contract's table, since a file is no JSON. */
export function attachmentPaths(): ZodOpenApiPathsObject {
  const { path, query } = carriage(askedAttachment, 'get', attachmentPath)
  return {
    [templated(attachmentsPath)]: {
      post: {
        ...described(addingAttachment),
        requestParams: {
          path: ofConversation,
          header: z.object({ 'Idempotency-Key': requestId, 'File-Name': fileName }),
        },
        requestBody: {
          required: true,
          description: 'The file itself. What it is, is seen from its bytes, whatever type is named.',
          content: { 'application/octet-stream': bytes },
        },
        responses: {
          '200': {
            description: 'Kept. Name it in `attachments` of `message.send`.',
            headers: countedHeaders,
            content: { 'application/json': { schema: attachment } },
          },
          ...failures(answerable(addingAttachment)),
        },
      },
    },
    [templated(attachmentPath)]: {
      get: {
        ...described(readingAttachment),
        requestParams: { ...(path && { path }), ...(query && { query }) },
        responses: {
          '200': {
            description: 'The file.',
            headers: countedHeaders,
            content: { 'image/webp': bytes, 'application/pdf': bytes },
          },
          ...failures(answerable(readingAttachment)),
        },
      },
    },
  }
}

function described({ name, summary, policy, limit }: Admission): Omit<ZodOpenApiOperationObject, 'responses'> {
  return {
    operationId: name,
    tags: ['message'],
    summary,
    description: `Who may: ${whoMay(policy)}. At most ${limit.points} calls in ${limit.perSeconds} s.`,
    security: security(policy),
  }
}
