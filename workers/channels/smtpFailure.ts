import type { NodemailerError } from 'nodemailer'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import { linkTrouble } from './linkTrouble.ts'

export type Failed = Exclude<SendOutcome, { end: 'sent' }>

/** What a server answers to is then this mail; all before it is the server's own state, or ours. */
const aboutTheMail = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

/** Closing, out of step, not logged in: the next mail would hear the same. */
const aboutTheSession = new Set([421, 503, 530, 534, 535, 538])

/** Of nodemailer, for a link that did not come about, broke, or took too long. */
const linkCodes = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EPROTOCOL', 'EAUTH', 'EABORT'])

/**
 * How a try failed, told by codes alone: the words of servers repeat addresses.
 *
 * @param saidInFull the final dot may have left; nobody then knows what became of the mail, unless the server refused it
 */
export function failureOf(error: unknown, saidInFull: boolean): Failed {
  const { responseCode = 0, command = '', code = '', originalCode } = error as NodemailerError
  if (responseCode >= 400 && responseCode < 600) return refusal(responseCode, command, code)
  const trouble = linkCodes.has(code) ? linkTrouble(shortCode(originalCode) ?? code) : 'unknown'
  return { end: saidInFull ? 'unsure' : 'later', error: trouble }
}

function refusal(answer: number, command: string, code: string): Failed {
  if (aboutTheSession.has(answer) || !aboutTheMail.has(command)) {
    // Whoever looks for the cause is told that it is about encryption or logging in.
    return { end: 'later', error: linkTrouble(code === 'ETLS' || code === 'EAUTH' ? code : answer) }
  }
  return { end: answer >= 500 ? 'never' : 'later', error: `smtp_${answer}` }
}

/** As node and OpenSSL name what went wrong, `ECONNREFUSED`; anything else may be somebody's words. */
function shortCode(code: unknown): string | null {
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : null
}
