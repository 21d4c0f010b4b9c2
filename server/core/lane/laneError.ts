/**
 * No answer from the book.
 *
 * `busy`: certainly nothing happened, try later. `outcome_unknown`: it may have happened; the same `requestId` finds out.
 */
export class LaneError extends Error {
  readonly code: 'busy' | 'outcome_unknown'
  /** When trying again has a chance. */
  readonly retryAfterMs: number

  constructor(code: LaneError['code'], retryAfterMs: number, cause?: unknown) {
    super(code === 'busy' ? 'The book is busy.' : 'The outcome is not known.', { cause })
    this.name = 'LaneError'
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
