import type { BookRead, BookStore, BrokenRule } from '../../../server/core/lane/ports.ts'

type Break = (store: BookStore) => BookStore

const noGuards = { notBefore: null, before: null }
const forgetful = (read: BookRead | null) => read && { ...read, pending: [] }
const unmarked = <T extends { attempts: unknown }>(found: T | null) => found && { ...found, attempts: {} }

/**
 * Stores with one protection taken away, for the negative controls: what is decided on an old copy is written to the newest
 * version, answers given before are not found, clocks are not asked, a node does not recognise its own write.
 */
const breaks: { readonly [R in BrokenRule]?: Break } = {
  'skip-cas': (store) => ({
    ...store,
    commit: async (write) => {
      const newest = await store.read(write.bookId)
      return store.commit({ ...write, version: newest?.book.version ?? write.version })
    },
  }),
  'ignore-opid-on-retry': (store) => ({
    ...store,
    read: async (bookId) => forgetful(await store.read(bookId)),
    remembered: async () => [],
    answeredAfter: async () => [],
  }),
  'no-expiry-predicate': (store) => ({
    ...store,
    commit: (write) => store.commit({ ...write, guards: noGuards }),
    readLinearizable: (bookId) => store.readLinearizable(bookId),
  }),
  'no-marker-check': (store) => ({
    ...store,
    read: async (bookId) => unmarked(await store.read(bookId)),
    readLinearizable: async (bookId, guards) => unmarked(await store.readLinearizable(bookId, guards)),
  }),
  'local-read-snapshot': (store) => ({
    ...store,
    readLinearizable: async (bookId) => {
      const read = await store.read(bookId)
      return read && { version: read.book.version, attempts: read.attempts }
    },
  }),
}

/** Can this rule be broken between lane and store? */
export function isBrokenAtStore(rule: BrokenRule): boolean {
  return breaks[rule] !== undefined
}

/** @throws Error if the rule cannot be broken between lane and store */
export function breakStore(rule: BrokenRule): Break {
  const broken = breaks[rule]
  if (broken === undefined) throw new Error(`${rule} cannot be broken between lane and store.`)
  return broken
}
