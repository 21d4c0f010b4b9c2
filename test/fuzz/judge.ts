import type { z } from 'zod'
import type { Described, Promised } from './described.ts'

/**
 * What is wrong with an answer; null if nothing is.
 *
 * @param described null where the request was to none of them
 */
export async function judge(described: Described | null, response: Response): Promise<string | null> {
  const { status } = response
  const text = await response.text()
  // Busy and unknown outcomes are promised; any other fault of the hub is one, promised or not.
  if (status >= 500 && status !== 503 && status !== 504) return `${status}: ${text.slice(0, 300)}`
  if ((status === 429 || status === 503) && !response.headers.has('retry-after')) return `${status} without Retry-After`
  if (described === null) return status < 400 || isProblem(response) ? null : `${status} that is no problem`
  const promised = described.answers.get(status)
  if (promised === undefined) return `${status} is promised nowhere: ${text.slice(0, 300)}`
  const missing = promised.headers.find((name) => !response.headers.has(name))
  if (missing !== undefined) return `${status} without ${missing}`
  return wrongBody(promised, response, text)
}

const typeOf = (response: Response) => response.headers.get('content-type')?.split(';')[0] ?? ''
const isProblem = (response: Response) => typeOf(response) === 'application/problem+json'

function wrongBody({ bodies, codes }: Promised, response: Response, text: string): string | null {
  if (bodies.size === 0) return text === '' ? null : `a body where none is promised: ${text.slice(0, 100)}`
  const schema = bodies.get(typeOf(response))
  if (schema === undefined) return `a body of type ${typeOf(response)}`
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return `a body that is no JSON: ${text.slice(0, 100)}`
  }
  const read = schema.safeParse(body)
  if (!read.success) return `a body that breaks its schema: ${issuesOf(read.error)} ${text.slice(0, 300)}`
  const { code } = body as { readonly code?: unknown }
  if (codes.length > 0 && !codes.includes(String(code))) return `${response.status} ${String(code)} is promised nowhere`
  return null
}

function issuesOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}
