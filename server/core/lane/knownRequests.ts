import type { Copy } from './copy.ts'
import type { BookId, BookRead, BookStore } from './ports.ts'
import { rememberedKey } from './remembered.ts'

/**
 * Which requests of a book have their answer in `events`, so that a command that is new need not ask.
 *
 * Caught up after every read of the copy, and never before it: what the relay took out of the book before that read lies
 * in `events` by then, and what it takes out later is still in the copy. So nothing slips between.
 */
export class KnownRequests {
  readonly #bookId: BookId
  readonly #most: number
  /** By `rememberedKey`; null: too many to know. */
  #keys: Set<string> | null = new Set()
  /** All answers of versions up to this are among the keys. */
  #upTo = -1
  #caughtUpFor: BookRead | null = null

  constructor(bookId: BookId, most: number) {
    this.#bookId = bookId
    this.#most = most
  }

  /** Learns what happened between the copy that was kept last and this one. */
  async catchUp(store: Pick<BookStore, 'answeredAfter'>, { read }: Copy): Promise<void> {
    if (this.#keys === null || this.#caughtUpFor === read) return
    // Nothing has happened in a book that was just made.
    if (read.book.version > 0) await this.#learn(store, this.#keys)
    this.#upTo = Math.max(this.#upTo, read.book.version)
    this.#caughtUpFor = read
  }

  async #learn(store: Pick<BookStore, 'answeredAfter'>, keys: Set<string>): Promise<void> {
    const room = Math.max(0, this.#most - keys.size)
    const found = await store.answeredAfter(this.#bookId, this.#upTo, room + 1)
    for (const one of found) keys.add(rememberedKey(one))
    if (found.length > room) this.#keys = null
  }

  /** What a copy knew, before another takes its place. */
  keep({ answers, book, read }: Copy): void {
    for (const key of answers.keys()) this.#keys?.add(key)
    if (this.#caughtUpFor === read) this.#upTo = Math.max(this.#upTo, book.version)
  }

  /** False: certainly not answered before the copy that was caught up with last. */
  mayHave(key: string): boolean {
    return this.#keys?.has(key) ?? true
  }
}
