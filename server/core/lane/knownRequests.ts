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
    const room = this.#most - this.#keys.size
    const found = room < 0 ? null : await store.answeredAfter(this.#bookId, this.#upTo, room + 1)
    if (found === null || found.length > room) {
      this.#keys = null
      return
    }
    for (const one of found) this.#keys.add(rememberedKey(one))
    this.#upTo = Math.max(this.#upTo, read.book.version)
    this.#caughtUpFor = read
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
