import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Language } from '../identity/documents.ts'

/** A letter before it is a mail: what it says, in order, without any looks. Texts are plain; whoever renders escapes them. */
export interface Letter {
  readonly language: Language
  readonly subject: string
  /** What an inbox shows behind the subject. */
  readonly preview: string
  readonly parts: readonly LetterPart[]
}

export type LetterPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** What one looks for: restaurant, day, time, party. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** To be typed in. */
  | { readonly kind: 'code'; readonly code: string }
  /** `to` is absolute and our own. */
  | { readonly kind: 'action'; readonly label: string; readonly to: string }
  /** Said small, at the end. */
  | { readonly kind: 'note'; readonly text: string }
  /** A way out, as small, beneath the notes; `to` as of an action. */
  | { readonly kind: 'wayOut'; readonly label: string; readonly to: string }

/** A mail as it is handed to a mail server. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly language: Language
  /** Without brackets; the same for every try. */
  readonly messageId: string
  /** RFC 8058: one click, without logging in; null for what cannot be switched off. */
  readonly unsubscribe: string | null
  /** An iCalendar file and its method. */
  readonly calendar: { readonly text: string; readonly method: 'PUBLISH' | 'CANCEL' } | null
}

/** What a device shows, locked or not: what kind it is, where and when, and nothing of anybody. */
export interface Push {
  readonly title: string
  readonly body: string
  readonly language: Language
  /** Where it leads to, within our own pages. */
  readonly path: string
  /** The same for every try: one that comes twice replaces the other. At most 32 letters and digits. */
  readonly collapseKey: string
  /** When nobody needs it any more: a device that is off until then is told nothing. */
  readonly until: Instant
}

/** How a try ended. */
export type SendOutcome =
  /** `ref`: what the provider calls it. */
  | { readonly end: 'sent'; readonly ref: string }
  /** Certainly not delivered; may work later. `retryAfterMs` where the provider said so. */
  | { readonly end: 'later'; readonly error: string; readonly retryAfterMs?: number }
  /** Certainly not delivered, and never will be like this. */
  | { readonly end: 'never'; readonly error: string }
  /** Nobody knows: the link was lost after everything had been said. */
  | { readonly end: 'unsure'; readonly error: string }
