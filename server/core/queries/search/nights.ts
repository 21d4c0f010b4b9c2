import { setImmediate as nextTurn } from 'node:timers/promises'
import { nextDeadline } from '../../../../shared/domain/book/deadlines.ts'
import { emptyBook } from '../../../../shared/domain/book/emptyBook.ts'
import type { Book, Instant } from '../../../../shared/domain/book/types.ts'
import { createEvaluator } from '../../../../shared/domain/tables/evaluator.ts'
import { createLru } from '../../infra/lru.ts'
import { bookIdOf } from '../../lane/bookId.ts'
import type { BookId } from '../../lane/ports.ts'
import type { Collections } from '../../models/collections.ts'
import type { SettingsSource } from '../settingsSource.ts'
import type { Listed } from './directory.ts'

/** One restaurant on one service date. */
export interface Night {
  readonly listed: Listed
  readonly date: string
}

/** A time that guests can have. */
export interface FreeTime {
  readonly startsAt: Instant
  readonly label: string
  readonly few: boolean
}

/** Whether one more night may be worked out anew. What is known already costs nothing. */
export type MayGoOn = () => boolean

/** What is free on many nights: as the feed of availability says it, from the same evaluation. */
export interface Nights {
  /** Asks, in one query for all of them, which books have changed. */
  open(nights: readonly Night[], party: number, mayGoOn: MayGoOn): Promise<OpenNights>
}

export interface OpenNights {
  /** The first free times; null: it would have to be worked out, and may not be. Kept until book, settings or time change them. */
  freeAt(night: Night): Promise<readonly FreeTime[] | null>
}

interface Needs {
  readonly books: Collections['books']
  readonly settings: Pick<SettingsSource, 'settings'>
  readonly now: () => Instant
}

/** An answer, and how long it holds. */
interface Known {
  readonly basis: string
  readonly from: Instant
  readonly until: Instant
  readonly free: readonly FreeTime[]
}

/** Free times kept of each night. */
const timesShown = 5
/** Answers kept, of some hundred bytes each. */
const kept = 30_000
/** Books read together. */
const booksAtOnce = 40
/** After so many that are worked out anew, others get their turn. */
const inOneTurn = 5

export function createNights({ books, settings, now }: Needs): Nights {
  const known = createLru<string, Known>(kept)
  let workedOut = 0

  async function basesOf(ids: readonly BookId[]): Promise<ReadonlyMap<BookId, string>> {
    const projection = { version: 1, settingsVersion: 1 }
    const found = await books.find({ _id: { $in: [...ids] } }, { projection, maxTimeMS: 3000 }).toArray()
    return new Map(found.map(({ _id, version, settingsVersion }) => [_id, basisOf({ version, settingsVersion })]))
  }

  async function booksOf(ids: readonly BookId[]): Promise<readonly (readonly [BookId, Book])[]> {
    const projection = { venueId: 1, date: 1, version: 1, settingsVersion: 1, claims: 1 }
    const found = await books.find({ _id: { $in: [...ids] } }, { projection, maxTimeMS: 3000 }).toArray()
    return found.map(({ _id, venueId, date, version, settingsVersion, claims }) => [
      _id,
      { venueId, date, version, settingsVersion, claims },
    ])
  }

  function stillTrue(key: string, basis: string): Known | null {
    const before = known.get(key)
    const at = now()
    return before?.basis === basis && before.from <= at && at < before.until ? before : null
  }

  async function workOut(book: Book, { settings: newest }: Listed, party: number): Promise<Known> {
    const isNewest = book.settingsVersion === newest.version
    const own = isNewest ? newest : await settings.settings(book.venueId, book.settingsVersion)
    // Closed to other sizes, of which nobody asks, they cost nothing. And what the rules keep of these settings goes
    // with them: kept for every date ever asked of every restaurant, it would fill the memory.
    const forParty = { ...own, minParty: Math.max(party, own.minParty), maxParty: Math.min(party, own.maxParty) }
    const at = now()
    const { slots, boundary, nextBoundary } = createEvaluator(forParty, book.date).availability(book, at)
    const free: FreeTime[] = []
    for (const { at: startsAt, label, codes } of Object.values(slots)) {
      const code = codes[party - 1]
      if (code === 'o' || code === 'f') free.push({ startsAt, label, few: code === 'f' })
      if (free.length === timesShown) break
    }
    // Time alone only takes away, but for a hold that runs out: a full house is full until its book changes.
    const until = free.length > 0 ? nextBoundary : nextDeadline(book, at)
    return { basis: basisOf(book), from: boundary, until: until ?? Number.POSITIVE_INFINITY, free }
  }

  return {
    async open(nights, party, mayGoOn) {
      const keyOf = (night: Night): string => `${idOf(night)}:${party}`
      const bases = await basesOf(nights.map(idOf))
      // A night nothing was booked on has no book yet, and is decided under the newest settings.
      const basisAt = (night: Night): string =>
        bases.get(idOf(night)) ?? basisOf({ version: 0, settingsVersion: night.listed.settings.version })
      const held = new Map(nights.map((night) => [idOf(night), stillTrue(keyOf(night), basisAt(night))]))
      const unread = nights.map(idOf).filter((id) => held.get(id) === null && bases.has(id))
      const read = new Map<BookId, Book>()

      async function bookOf({ listed, date }: Night): Promise<Book> {
        const id = bookIdOf(listed.id, date)
        while (unread.includes(id)) {
          for (const [key, book] of await booksOf(unread.splice(0, booksAtOnce))) read.set(key, book)
        }
        return read.get(id) ?? emptyBook(listed.id, date, listed.settings.version)
      }

      return {
        async freeAt(night) {
          // Another call may have worked it out meanwhile.
          const before = held.get(idOf(night)) ?? stillTrue(keyOf(night), basisAt(night))
          if (before !== null) return before.free
          if (!mayGoOn()) return null
          workedOut += 1
          if (workedOut % inOneTurn === 0) await nextTurn()
          const answer = await workOut(await bookOf(night), night.listed, party)
          known.set(keyOf(night), answer)
          return answer.free
        },
      }
    },
  }
}

function idOf({ listed, date }: Night): BookId {
  return bookIdOf(listed.id, date)
}

function basisOf({ version, settingsVersion }: Pick<Book, 'version' | 'settingsVersion'>): string {
  return `${version}.${settingsVersion}`
}
