import { z } from 'zod'
import { type ErrorBody, errorBodySchema, errors } from '../../shared/contract/errors.ts'

export const problemType = 'application/problem+json'

/** Where the errors are described, beside this hub's own reference. */
const errorsPage = '/docs/errors'

/** The body of a failure over HTTP: the socket's, and what RFC 9457 wants beside it. */
export const problemSchema = errorBodySchema.extend({
  type: z.string().describe('Where this kind of failure is described; relative to this hub.'),
  title: z.string().describe('The same for every failure of this kind.'),
  status: z.number().int().describe('As in the status line.'),
  detail: z.string().describe('What it is this time, and what helps.'),
})

export type Problem = z.infer<typeof problemSchema>

export function problemOf(body: ErrorBody): Problem {
  const { meaning, status } = errors[body.code]
  return { type: `${errorsPage}#${body.code}`, title: meaning, status, detail: detailOf(body), ...body }
}

function detailOf({ hint, reason, issues = [] }: ErrorBody): string {
  const [first] = issues
  if (first !== undefined) return `${first.path === '' ? 'input' : first.path}: ${first.message}`
  return reason === undefined ? hint : `${hint} (${reason})`
}
