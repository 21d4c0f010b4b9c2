import { z } from 'zod'
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { type ErrorCode, errorBodySchema, errors } from '../../../shared/contract/errors.ts'

const retryAfter = z.object({ 'Retry-After': z.string().optional().describe('Seconds; `retryAfterMs` rounded up.') })

/** One response for each status; its codes are its examples. */
export function failures(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
  const statuses = [...new Set(codes.map((code) => errors[code].status))].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => [
      String(status) as `${4 | 5}${string}`,
      failureOf(codes.filter((code) => errors[code].status === status)),
    ]),
  )
}

const responses = new Map<string, ZodOpenApiResponseObject>()

/** Made once for each set of codes, so that the document names it once. */
function failureOf(codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const id = codes.join('.')
  const known = responses.get(id)
  if (known) return known
  const response = {
    id,
    description: codes.map((code) => `\`${code}\`: ${errors[code].meaning}`).join('\n\n'),
    ...(codes.some((code) => errors[code].retryable) && { headers: retryAfter }),
    content: {
      'application/json': {
        schema: errorBodySchema,
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
  responses.set(id, response)
  return response
}

/** What a code looks like on the wire. */
export function example(code: ErrorCode) {
  const { meaning, hint, retryable, settles } = errors[code]
  return { summary: meaning, value: { code, message: meaning, hint, retryable, settles } }
}
