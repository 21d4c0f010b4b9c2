import { z } from 'zod'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import type { Answer, Heard } from './heardAnswers.ts'
import { linkTrouble } from './linkTrouble.ts'

/** How one device fared. */
export type DeviceOutcome =
  | SendOutcome
  /** The provider no longer knows it, and never will again. */
  | { readonly end: 'gone' }

export type Failed = Exclude<DeviceOutcome, { end: 'sent' }>

/** Longer nobody is kept waiting, whatever the provider says. */
const longestWaitMs = 3_600_000

const refusalSchema = z.object({
  error: z.object({ details: z.array(z.object({ '@type': z.string(), errorCode: z.string().optional() })) }),
})

/**
 * How a try failed, told by codes alone: the words of the provider repeat what they are about.
 *
 * @param error of the SDK; it counts only where the provider gave no answer
 * @param now instant, for a `Retry-After` that names one
 */
export function failureOf({ answer, unanswered }: Heard, error: unknown, now: number): Failed {
  const said = answer === null ? { end: 'later' as const, error: codeOf(error) } : refusal(answer, now)
  // An earlier try may have arrived, whatever the last one came to.
  if (unanswered > 0 && said.end === 'later') return { end: 'unsure', error: said.error }
  return answer === null && isOurs(error) ? { end: 'never', error: 'fcm_invalid_payload' } : said
}

function refusal({ status, retryAfter, body }: Answer, now: number): Failed {
  const fcmCode = fcmCodeIn(body)
  const error = `fcm_${fcmCode?.toLowerCase() ?? status}`
  // Not 404 alone: a project that is not there is none of the device's doing.
  if (status === 404 && fcmCode === 'UNREGISTERED') return { end: 'gone' }
  const wait = retryAfter === null ? {} : waitOf(retryAfter, now)
  if (status === 429) return { end: 'later', error, ...wait }
  if (status >= 500) return { end: 'later', error: linkTrouble(status), ...wait }
  // One platform's certificate; the others are served.
  if (fcmCode === 'THIRD_PARTY_AUTH_ERROR') return { end: 'later', error }
  // Registered with another project: ours to mend, not by trying again.
  if (fcmCode === 'SENDER_ID_MISMATCH') return { end: 'never', error }
  if ([401, 403, 404].includes(status)) return { end: 'later', error: linkTrouble(status) }
  if (status >= 400) return { end: 'never', error }
  // Answered well, and not in the provider's language: somebody else's page.
  return { end: 'unsure', error: linkTrouble(status) }
}

function fcmCodeIn(body: string): string | null {
  const { data } = refusalSchema.safeParse(jsonOf(body))
  const code = data?.error.details.find((detail) => detail['@type'].endsWith('.FcmError'))?.errorCode ?? ''
  return /^[A-Z_]{2,60}$/.test(code) ? code : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function waitOf(retryAfter: string, now: number): { readonly retryAfterMs?: number } {
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return ms > 0 ? { retryAfterMs: Math.min(ms, longestWaitMs) } : {}
}

/** What the SDK would not even send. */
function isOurs(error: unknown): boolean {
  return codeIn(error).startsWith('messaging/')
}

/** As node names what went wrong with the connection, else as the SDK does. */
function codeOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'AbortError') return linkTrouble('EABORT')
  const code = codeIn(error)
  if (!code.startsWith('app/')) return 'unknown'
  const [, node] = /Error code: (\w{2,60})/.exec(error instanceof Error ? error.message : '') ?? []
  return linkTrouble(node ?? code.slice('app/'.length).replaceAll('-', '_'))
}

function codeIn(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}
