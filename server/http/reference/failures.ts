import { z } from 'zod'
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { type ErrorCode, errors } from '../../../shared/contract/errors.ts'
import { problemOf, problemSchema, problemType } from '../problem.ts'
import { countedHeaders } from './headers.ts'

const retryAfter = z.string().describe('Seconds; `retryAfterMs` rounded up.')
const challenge = z.literal('Bearer').describe('A session’s token is wanted, or a partner’s key.')

/** What is beside the body: when to come back, what to bring, and what was counted. */
function headersOf(status: number) {
  if (status === 429 || status === 503) return countedHeaders.extend({ 'Retry-After': retryAfter })
  return status === 401 ? countedHeaders.extend({ 'WWW-Authenticate': challenge }) : countedHeaders
}

/** One response for each status; its codes are its examples. */
export function failures(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
  const statuses = [...new Set(codes.map((code) => errors[code].status))].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => [
      String(status) as `${4 | 5}${string}`,
      failureOf(
        status,
        codes.filter((code) => errors[code].status === status),
      ),
    ]),
  )
}

const responses = new Map<string, ZodOpenApiResponseObject>()

/** Made once for each set of codes, so that the document names it once. */
function failureOf(status: number, codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const id = codes.join('.')
  const known = responses.get(id)
  if (known) return known
  const response = {
    id,
    description: codes.map((code) => `\`${code}\`: ${errors[code].meaning}`).join('\n\n'),
    headers: headersOf(status),
    content: {
      [problemType]: {
        schema: problemSchema,
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
  return { summary: meaning, value: problemOf({ code, message: meaning, hint, retryable, settles }) }
}
