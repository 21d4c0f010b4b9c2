import { parseBookId } from '../../../server/core/lane/bookId.ts'
import type { BookId, BookStore, BookWrite, EventRecord, Remembered } from '../../../server/core/lane/ports.ts'
import { rememberedIn } from '../../../server/core/lane/remembered.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import type { Book, Guards } from '../../../shared/domain/book/types.ts'
import type { ModelServer } from './modelServer.ts'

export interface StoredBook {
  readonly book: Book
  readonly pending: readonly EventRecord[]
  readonly attempts: Readonly<Record<string, string>>
  readonly committedAt: number
}

/** What the model server stores for lanes. A ledger or bundle model adds its own fields. */
export interface BooksState {
  readonly books: Readonly<Record<BookId, StoredBook>>
  /** The `events` collection. */
  readonly events: readonly EventRecord[]
}

export const noBooks: BooksState = { books: {}, events: [] }

/** Books on the model server, as `mongoBookStore` has them in MongoDB. `owner`: the process that calls. */
export function modelBookStore<S extends BooksState>(server: ModelServer<S>, owner: string): BookStore {
  return {
    read: (bookId) =>
      server.readMajority(owner, ({ books }) => {
        const stored = books[bookId]
        return stored === undefined ? null : { ...stored, bytes: 0 }
      }),

    readLinearizable: (bookId, guards) =>
      server.readLinearizable(owner, ({ books }, now) => {
        const stored = books[bookId]
        if (stored === undefined || !hold(guards, now)) return null
        return { version: stored.book.version, attempts: stored.attempts }
      }),

    create: (bookId, settingsVersion) =>
      server.write(owner, (state) => {
        if (state.books[bookId] !== undefined) return [state, undefined]
        const { venueId, date } = parseBookId(bookId)
        const book = emptyBook(venueId, date, settingsVersion)
        return [withBook(state, bookId, { book, pending: [], attempts: {}, committedAt: 0 }), undefined]
      }),

    commit: (write) =>
      server.write(owner, (state, now) => {
        const stored = state.books[write.bookId]
        if (stored?.book.version !== write.version || !hold(write.guards, now)) return [state, 'missed' as const]
        return [withBook(state, write.bookId, written(stored, write, now)), 'applied' as const]
      }),

    remembered: (bookId, keys) =>
      server.readCausal(owner, ({ events }) =>
        rememberedOf(events, bookId).filter(({ actor, requestId }) =>
          keys.some((key) => key.actor === actor && key.requestId === requestId),
        ),
      ),

    answeredAfter: (bookId, after, most) =>
      server.readCausal(owner, ({ events }) =>
        rememberedOf(events, bookId)
          .filter(({ version }) => version > after)
          .slice(0, most),
      ),
  }
}

/** The relay: copies events, and takes them out of the book when the copy is safe. One round. */
export async function relayOnce<S extends BooksState>(server: ModelServer<S>, owner: string): Promise<void> {
  const books = await server.readMajority(owner, (state) => Object.values(state.books))
  const found = books.flatMap(({ pending }) => pending)
  if (found.length === 0) return
  const isFound = (event: EventRecord) => found.some((one) => idOf(one) === idOf(event))
  await server.write(owner, (state) => {
    const known = new Set(state.events.map(idOf))
    return [{ ...state, events: [...state.events, ...found.filter((event) => !known.has(idOf(event)))] }, undefined]
  })
  await server.write(owner, (state) => {
    const entries = Object.entries(state.books).map(([id, stored]) => {
      return [id, { ...stored, pending: stored.pending.filter((event) => !isFound(event)) }] as const
    })
    return [{ ...state, books: Object.fromEntries(entries) }, undefined]
  })
}

function rememberedOf(events: readonly EventRecord[], bookId: BookId): readonly Remembered[] {
  return events.filter(({ book }) => book === bookId).flatMap(rememberedIn)
}

export function idOf({ book, version, n }: EventRecord): string {
  return `${book}:${version}:${n}`
}

function withBook<S extends BooksState>(state: S, bookId: BookId, stored: StoredBook): S {
  return { ...state, books: { ...state.books, [bookId]: stored } }
}

function written(stored: StoredBook, write: BookWrite, now: number): StoredBook {
  const claims = { ...stored.book.claims, ...write.set }
  for (const id of write.unset) delete claims[id]
  return {
    book: { ...stored.book, version: write.version + 1, settingsVersion: write.settingsVersion, claims },
    pending: [...stored.pending, ...write.events],
    attempts: { ...stored.attempts, [write.nodeId]: write.attemptId },
    committedAt: now,
  }
}

function hold(guards: Guards | undefined, now: number): boolean {
  const { notBefore = null, before = null } = guards ?? {}
  return (notBefore === null || now >= notBefore) && (before === null || now < before)
}
