import type { BookRead } from '../lane/ports.ts'
import { claimKey, type LedgerEntry, parseClaimKey, parseRequestKey } from './entry.ts'
import type { LedgerStore } from './ports.ts'
import { type Books, findRemembered, readProven } from './recall.ts'
import { weightOf } from './weight.ts'

export interface SweepDeps {
  readonly store: LedgerStore
  readonly books: Books
}

const pagesAtOnce = 500

interface Open {
  readonly guestKey: string
  readonly entry: LedgerEntry
}

/**
 * Settles entries whose execution never told its outcome: no write of theirs can take effect any more, so what the
 * book and its events say is final.
 *
 * @param driftMs by which the clocks of two primaries may differ
 * @returns how many there were
 */
export async function sweepOpen(deps: SweepDeps, driftMs: number): Promise<number> {
  const open = await deps.store.open(driftMs, pagesAtOnce)
  for (const bookId of new Set(open.map(bookOf))) {
    const read = await readProven(deps.books, bookId)
    for (const one of open.filter((other) => bookOf(other) === bookId)) await settleOne(deps, read, one)
  }
  return open.length
}

function bookOf({ entry }: Open): string {
  return parseClaimKey(entry.claim).bookId
}

async function settleOne({ store, books }: SweepDeps, read: BookRead | null, { guestKey, entry }: Open): Promise<void> {
  const { bookId, claimId } = parseClaimKey(entry.claim)
  const claim = read?.book.claims[claimId]
  if (read === null || claim === undefined) {
    return store.settle([{ claim: claimKey(bookId, claimId), version: 0, weight: null, request: null }])
  }
  const applied = await findRemembered(books, read, parseRequestKey(entry.request))
  if (applied === null) return store.remove([{ guestKey, key: entry.key }])
  const { version } = read.book
  return store.settle([{ claim: entry.claim, version, weight: weightOf(claim), request: entry.request }])
}
