import type { ErrorBody, ErrorCode, Issue } from './generated/types.ts'

/** What a call can end with: the hub's own codes, and four that only a client can know. */
export type ClientErrorCode = ErrorCode | keyof typeof ownErrors

const ownErrors = {
  no_answer: {
    message: 'No definite answer came in time.',
    hint: 'Make the same call again: it goes out under the same request id, so nothing is done twice.',
    retryable: true,
  },
  too_many_waiting: {
    message: 'Too many calls are waiting for the hub.',
    hint: 'Wait until some are answered.',
    retryable: true,
  },
  session_changed: {
    message: 'The session ended, or another took its place, before a definite answer came.',
    hint: 'Look at how things stand now: the request may have taken effect.',
    retryable: false,
  },
  closed: { message: 'The client was closed.', hint: 'Make a new client.', retryable: false },
} as const

/** The one error that calls and feeds end with; the same body over both transports. */
export class ClientError extends Error {
  override readonly name = 'ClientError'
  readonly code: ClientErrorCode
  readonly hint: string
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean
  /** The hub judged the request and it had no effect. Where false, an earlier try may still have taken effect. */
  readonly settles: boolean
  /** Why not, where the code alone does not say: `pacing_covers`, `held`, … */
  readonly reason: string | undefined
  readonly issues: readonly Issue[]
  readonly retryAfterMs: number | undefined
  readonly incident: string | undefined

  constructor(body: Omit<ErrorBody, 'code'> & { readonly code: ClientErrorCode }) {
    super(body.message)
    this.code = body.code
    this.hint = body.hint
    this.retryable = body.retryable
    this.settles = body.settles
    this.reason = body.reason
    this.issues = body.issues ?? []
    this.retryAfterMs = body.retryAfterMs
    this.incident = body.incident
  }

  /** An ending that the client knows by itself. */
  static own(code: keyof typeof ownErrors): ClientError {
    return new ClientError({ code, settles: false, ...ownErrors[code] })
  }
}
