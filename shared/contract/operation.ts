import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Policy } from './policy.ts'

/** So many calls in so many seconds, per actor (and per address for visitors without a session). */
export interface RateLimit {
  readonly points: number
  readonly perSeconds: number
  /** Counted by address whoever asks: for what makes new actors, or guesses at passwords. */
  readonly byAddress?: true
}

/**
 * Calls of all together that name one restaurant: a storm on one leaves the others their nodes. Whoever works there is
 * not counted and never held up by it.
 */
export const perVenue: RateLimit = { points: 20_000, perSeconds: 60 }

/**
 * One thing a client can do, declared once. The socket handler (event name = operation name), the HTTP route under
 * `/v1`, both reference documents, the SDK's methods and the authorisation matrix are made from it.
 */
export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly summary: string
  readonly input: I
  readonly output: O
  /** What it can answer beyond what every operation can (`commonErrors`). */
  readonly errors: readonly ErrorCode[]
  /** Who may. Required: an operation without a policy does not compile. */
  readonly policy: Policy
  readonly limit: RateLimit
  /** A write carries a client-made request id and is safe to send again under it. */
  readonly write: boolean
  /** Path under `/v1`; `:name` is taken from the input's field of that name, the rest travels as body or query. */
  readonly http: { readonly method: 'get' | 'post' | 'put' | 'delete'; readonly path: string }
}

/** What any operation can answer. */
export const commonErrors = [
  'invalid_input',
  'unauthenticated',
  'token_expired',
  'session_ended',
  'forbidden',
  'payload_too_large',
  'rate_limited',
  'busy',
  'internal',
] as const satisfies readonly ErrorCode[]

/** What any write can answer besides. */
export const writeErrors = ['request_id_reused', 'outcome_unknown'] as const satisfies readonly ErrorCode[]

export function operation<I extends z.ZodType, O extends z.ZodType>(declared: Operation<I, O>): Operation<I, O> {
  return declared
}
