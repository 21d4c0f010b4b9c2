import { z } from 'zod'

/** One row of the error table. */
interface ErrorRow {
  /** HTTP status; the socket's acknowledgement carries the same body. */
  readonly status: number
  /** The same request may succeed later, unchanged (for writes: under the same request id). */
  readonly retryable: boolean
  /**
   * The answer settles the request id: the command was judged and had no effect. Where false, an earlier try under
   * the same id may still have taken effect, and the answer says nothing about it.
   */
  readonly settles: boolean
  readonly meaning: string
  readonly hint: string
}

/** Every failure a client can be told, once. `docs/reference/errors.md` is made from it. */
export const errors = {
  invalid_input: {
    status: 400,
    retryable: false,
    settles: false,
    meaning: 'The input does not fit the operation.',
    hint: 'Correct the fields named in `issues`; `path` says where.',
  },
  unknown_operation: {
    status: 404,
    retryable: false,
    settles: false,
    meaning: 'No operation or feed has this name.',
    hint: 'The names are in the reference; check spelling and version.',
  },
  unauthenticated: {
    status: 401,
    retryable: false,
    settles: false,
    meaning: 'The token is missing, forged, or of another hub.',
    hint: 'Open a session and send its token.',
  },
  wrong_credentials: {
    status: 401,
    retryable: false,
    settles: false,
    meaning: 'No account has this address and password.',
    hint: 'Check both; the answer is the same for an address nobody has.',
  },
  second_factor_required: {
    status: 401,
    retryable: false,
    settles: false,
    meaning: 'That much is right; a code of the second factor is wanted too.',
    hint: 'Ask for the code of the authenticator, or a recovery code, and send the same again with it.',
  },
  wrong_code: {
    status: 401,
    retryable: false,
    settles: false,
    meaning: 'The code or link is wrong, was used already, or has run out.',
    hint: 'Check it; after five wrong ones, or when it has run out, ask for a new one.',
  },
  session_ended: {
    status: 401,
    retryable: false,
    settles: false,
    meaning: 'The session was ended: logged out, revoked, or its refresh token was used twice.',
    hint: 'Log in again.',
  },
  token_expired: {
    status: 401,
    retryable: false,
    settles: false,
    meaning: 'The token has run out.',
    hint: 'Renew the session and send the request again under the same request id.',
  },
  forbidden: {
    status: 403,
    retryable: false,
    settles: false,
    meaning: 'This role may not do this.',
    hint: 'Ask a manager of the restaurant, or use another account.',
  },
  not_found: {
    status: 404,
    retryable: false,
    settles: true,
    meaning: 'There is no such thing, or it is not yours to see.',
    hint: 'Check the id; it may have ended or belong to somebody else.',
  },
  slot_unavailable: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'The slot cannot be had; `reason` says why.',
    hint: 'Offer the nearest open slots, or another date.',
  },
  hold_expired: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'The hold ran out before it was confirmed.',
    hint: 'Hold again; the slot may still be free.',
  },
  hold_limit: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'Too many holds at once.',
    hint: 'Release or confirm one of your holds first.',
  },
  overlapping_booking: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'There is another booking of yours within two hours of this one.',
    hint: 'Change or cancel the other booking, or choose another time.',
  },
  not_allowed_now: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'The reservation is in a state that does not allow this.',
    hint: 'Read its present state and offer what it allows.',
  },
  request_id_reused: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'This request id was used for another request.',
    hint: 'Make a new request id for each new request.',
  },
  cooling_down: {
    status: 429,
    retryable: false,
    settles: true,
    meaning: 'Several holds ran out unused; the next one has to wait.',
    hint: 'Wait `retryAfterMs`, and confirm or release what is held.',
  },
  sign_in_first: {
    status: 409,
    retryable: false,
    settles: false,
    meaning: 'Visitors without an account hold as many of these tables as they may at once.',
    hint: 'Log in or make an account and hold again, or wait until a hold runs out.',
  },
  account_exists: {
    status: 409,
    retryable: false,
    settles: false,
    meaning: 'There is an account with this address already.',
    hint: 'Log in to that account first, then finish this login again: the provider is added to it.',
  },
  no_address: {
    status: 409,
    retryable: false,
    settles: false,
    meaning: 'Nobody is known to send the mail to: there is no account, or none with a confirmed address.',
    hint: 'Log in or make an account, confirm its address, and ask again.',
  },
  settings_conflict: {
    status: 409,
    retryable: false,
    settles: true,
    meaning: 'The settings were changed by somebody else meanwhile.',
    hint: 'Read the newest settings and apply the change again.',
  },
  payload_too_large: {
    status: 413,
    retryable: false,
    settles: false,
    meaning: 'The message is larger than 32 KiB.',
    hint: 'Send less.',
  },
  rate_limited: {
    status: 429,
    retryable: true,
    settles: false,
    meaning: 'Too many requests.',
    hint: 'Wait `retryAfterMs` and try again.',
  },
  busy: {
    status: 503,
    retryable: true,
    settles: false,
    meaning: 'The hub cannot take this now.',
    hint: 'Wait `retryAfterMs` and send the same request again under the same request id.',
  },
  outcome_unknown: {
    status: 504,
    retryable: true,
    settles: false,
    meaning: 'The request may or may not have taken effect.',
    hint: 'Send the same request again under the same request id: the answer will be the true one.',
  },
  internal: {
    status: 500,
    retryable: true,
    settles: false,
    meaning: 'A fault of the hub.',
    hint: 'Try again; if it stays, report the `incident`.',
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errors

export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]]

/** A field that does not fit. */
const issueSchema = z.strictObject({
  /** Where, from the root of the input: `guest.phone`. Empty for the input as a whole. */
  path: z.string(),
  message: z.string(),
})

/** The body of every failure, on both transports. */
export const errorBodySchema = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string(),
  retryable: z.boolean(),
  settles: z.boolean(),
  reason: z.string().optional(),
  issues: z.array(issueSchema).optional(),
  retryAfterMs: z.number().int().optional(),
  incident: z.string().optional(),
  /** Who has it instead: somebody who works at the desk, told to colleagues only. */
  holder: z.string().optional(),
  /** Which of a choice was taken instead. */
  chosen: z.string().optional(),
})

export type ErrorBody = z.infer<typeof errorBodySchema>
export type Issue = z.infer<typeof issueSchema>
