import type { Book } from './types.ts'

/** The book of a venue's service date before anything was decided in it: version 0. */
export function emptyBook(venueId: string, date: string, settingsVersion: number): Book {
  return { venueId, date, version: 0, settingsVersion, claims: {} }
}
