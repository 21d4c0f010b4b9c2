import { type ErrorBody, type ErrorCode, errors, type Issue } from '../../shared/contract/errors.ts'

interface Details {
  readonly reason?: string
  readonly issues?: readonly Issue[]
  readonly retryAfterMs?: number
  readonly incident?: string
  readonly holder?: string
  readonly chosen?: string
  readonly cause?: unknown
}

/** A failure a client is told: a code of the one table, and what belongs to this case. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: Details

  constructor(code: ErrorCode, details: Details = {}) {
    super(errors[code].meaning, { cause: details.cause })
    this.code = code
    this.details = details
  }

  get status(): number {
    return errors[this.code].status
  }

  /** What leaves, the same on both transports. */
  toBody(): ErrorBody {
    const { meaning, hint, retryable, settles } = errors[this.code]
    const { reason, issues, retryAfterMs, incident, holder, chosen } = this.details
    return {
      code: this.code,
      message: meaning,
      hint,
      retryable,
      settles,
      ...(reason !== undefined && { reason }),
      ...(issues !== undefined && { issues: [...issues] }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(incident !== undefined && { incident }),
      ...(holder !== undefined && { holder }),
      ...(chosen !== undefined && { chosen }),
    }
  }
}
