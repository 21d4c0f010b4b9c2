import type { BookRead, BookStore, BrokenRule, EventRecord } from '../../../server/core/lane/ports.ts'
import type { Claim } from '../../../shared/domain/book/types.ts'

type Break = (store: BookStore) => BookStore

const noGuards = { notBefore: null, before: null }
const forgetful = (read: BookRead | null) => read && { ...read, pending: [] }
const unmarked = <T extends { attempts: unknown }>(found: T | null) => found && { ...found, attempts: {} }

const nobodys = (record: EventRecord): EventRecord => ({ ...record, actor: '' })
const seatedAtOnce = (claim: Claim): Claim => (claim.state === 'confirmed' ? { ...claim, state: 'seated' } : claim)
const leaping = (record: EventRecord): EventRecord =>
  record.event.type === 'claim.changed'
    ? { ...record, event: { ...record.event, claim: seatedAtOnce(record.event.claim) } }
    : record

/**
 * Stores with one protection taken away, for the negative controls: what is decided on an old copy is written to the newest
 * version, answers leave before anything is written, answers given before are not found, clocks are not asked, a node does
 * not recognise its own write, entries name nobody, a hold that is confirmed sits at once.
 */
const breaks: { readonly [R in BrokenRule]?: Break } = {
  'skip-cas': (store) => ({
    ...store,
    commit: async (write) => {
      const newest = await store.read(write.bookId)
      return store.commit({ ...write, version: newest?.book.version ?? write.version })
    },
  }),
  'ack-before-majority': (store) => {
    let told = 0
    return {
      ...store,
      commit: async (write) => {
        // What becomes of it is nobody's business here, which is the mistake; one in four dies with a primary.
        if (++told % 4 !== 0) store.commit(write).catch(() => undefined)
        return 'applied'
      },
    }
  },
  'skip-audit': (store) => ({
    ...store,
    commit: (write) => store.commit({ ...write, events: write.events.map(nobodys) }),
  }),
  'no-edges': (store) => ({
    ...store,
    commit: (write) => {
      const set = Object.fromEntries(Object.entries(write.set).map(([id, claim]) => [id, seatedAtOnce(claim)]))
      return store.commit({ ...write, set, events: write.events.map(leaping) })
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
