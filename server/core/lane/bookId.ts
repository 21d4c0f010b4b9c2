import type { BookId } from './ports.ts'

export function bookIdOf(venueId: string, date: string): BookId {
  return `${venueId}:${date}`
}

/** @throws Error if it is no book's id */
export function parseBookId(bookId: BookId): { venueId: string; date: string } {
  const cut = bookId.lastIndexOf(':')
  if (cut < 1 || cut === bookId.length - 1) throw new Error(`Not a book's id: ${bookId}`)
  return { venueId: bookId.slice(0, cut), date: bookId.slice(cut + 1) }
}
