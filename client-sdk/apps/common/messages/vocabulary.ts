import type { RefusalWords } from './refusals.ts'

/** Words that every app needs. */
export interface CommonMessages extends RefusalWords {
  readonly skip: string
  readonly language: string
  readonly theme: string
  readonly themes: Readonly<Record<'auto' | 'light' | 'dark', string>>
  readonly loading: string
  /** A call has not been answered for some seconds. */
  readonly slow: string
  readonly retry: string
  /** Beside a clock that runs. */
  readonly retryIn: (clock: string) => string
  readonly close: string
  readonly back: string
  readonly optional: string
  readonly guests: (n: number) => string
  /** What leads to what one was told. */
  readonly bell: (unread: number) => string
  readonly freshness: {
    readonly live: string
    readonly 'catching-up': string
    readonly stale: (at: string | null) => string
  }
  readonly offline: string
  readonly crashed: { readonly title: string; readonly text: string; readonly reload: string }
  /** Times are another zone's than the reader's. */
  readonly elsewhere: (zone: string) => string
  /** The same instant where the reader is. */
  readonly here: (when: string) => string
}
