import type { Instant } from '../../../shared/domain/book/types.ts'
import type { BookId } from '../lane/ports.ts'

/** What a claim weighs with its guest. */
export interface Weight {
  /** A hold counts against the number of holds; both keep their hours. A lapse is a hold that ran out: it keeps none, and is remembered for a while. */
  readonly kind: 'hold' | 'booking' | 'lapse'
  readonly start: Instant
  readonly end: Instant
  /** From here on it weighs nothing. */
  readonly until: Instant
}

/**
 * One execution of one command on one claim, on a guest's page.
 *
 * An execution that raises a claim (confirm, modify) has an entry of its own beside the older ones, so that it can take
 * back its own and nobody else's.
 */
export interface LedgerEntry extends Weight {
  /** Unique per execution. */
  readonly key: string
  /** `claimKey`. */
  readonly claim: string
  /** `requestKey`: executions of one request count once. */
  readonly request: string
  /** The book's version this is known to be true at; 0 while the outcome is open. */
  readonly version: number
  /** No write of this execution takes effect from here on; null once the outcome is known. */
  readonly giveUpAt: Instant | null
  /** Changes a claim that is there. One at a time does: what another decides in between, its entry would not cover. */
  readonly raises: boolean
}

export interface RequestName {
  readonly bookId: BookId
  readonly actor: string
  readonly requestId: string
}

export function claimKey(bookId: BookId, claimId: string): string {
  return `${bookId}/${claimId}`
}

export function parseClaimKey(key: string): { readonly bookId: BookId; readonly claimId: string } {
  const [bookId = '', claimId = ''] = key.split('/')
  return { bookId, claimId }
}

/** The client chose the request id, so it comes last: whatever is in it, two requests never share a key. */
export function requestKey({ bookId, actor, requestId }: RequestName): string {
  return `${bookId}|${actor}|${requestId}`
}

export function parseRequestKey(key: string): RequestName {
  const [bookId = '', actor = '', ...rest] = key.split('|')
  return { bookId, actor, requestId: rest.join('|') }
}
