import type { FeedParams } from '../../../shared/contract/feeds.ts'
import { emptyBook } from '../../../shared/domain/book/emptyBook.ts'
import type { Book } from '../../../shared/domain/book/types.ts'
import { createEvaluator, type Evaluator } from '../../../shared/domain/tables/evaluator.ts'
import type { PickerSlot } from '../../../shared/domain/tables/picker.ts'
import type { Deps } from '../deps.ts'
import { bookIdOf } from '../lane/bookId.ts'
import type { FeedSource, FeedState } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'settings' | 'store' | 'clock' | 'lanes'>

interface AtHand {
  readonly book: Book
  readonly evaluator: Evaluator
  /** What was shown last, by the same evaluator: an entry stays the same object until its codes change. */
  content: Content
}

interface Entry {
  readonly startsAt: string
  readonly label: string
  readonly service: string
  readonly codes: string
}

type Content = Readonly<Record<string, Entry>>

/**
 * Slots of a venue and date. The content is a function of the book, its settings and the boundary, and so is the
 * version; equal versions are equal bytes on every node.
 */
export function createAvailabilitySource({ collections, settings, store, clock, lanes }: Needs): FeedSource {
  const known = new Map<string, AtHand>()

  async function fromDatabase(subject: string): Promise<Book> {
    const { venueId, date } = partsOf(subject)
    const read = await store.read(bookIdOf(venueId, date))
    return read?.book ?? emptyBook(venueId, date, await settings.newestOf(venueId))
  }

  async function bring(subject: string, how: 'database' | 'atHand'): Promise<AtHand> {
    const before = known.get(subject)
    const { venueId, date } = partsOf(subject)
    const book =
      how === 'atHand' && before !== undefined
        ? newer(before.book, lanes.peek(bookIdOf(venueId, date)))
        : await fromDatabase(subject)
    const sameSettings = before?.book.settingsVersion === book.settingsVersion
    const evaluator = sameSettings
      ? before.evaluator
      : createEvaluator(await settings.settings(venueId, book.settingsVersion), date)
    const present = { book, evaluator, content: sameSettings ? before.content : {} }
    known.set(subject, present)
    return present
  }

  return {
    name: 'availability',

    // Whether there is such a venue is found out by reading: ten thousand who open cost one reading.
    resolve(params) {
      const { venueId, date } = params as FeedParams<'availability'>
      return Promise.resolve({ subject: `${venueId}/${date}`, resource: { owner: null, venueId } })
    },

    async read(subject, how): Promise<FeedState> {
      const atHand = await bring(subject, how)
      const { book, evaluator, content: before } = atHand
      const { slots, boundary, nextBoundary } = evaluator.availability(book, clock.now())
      const content: Record<string, Entry> = {}
      for (const [key, slot] of Object.entries(slots)) {
        const was = before[key]
        content[key] = was?.codes === slot.codes ? was : entryOf(slot)
      }
      atHand.content = content
      const basis = `${book.version}.${book.settingsVersion}`
      return { version: `${basis}.${boundary}`, content, basis, nextBoundary }
    },

    async bases(subjects) {
      const bases = new Map<string, string>()
      const ids = subjects.map((subject) => bookIdOf(partsOf(subject).venueId, partsOf(subject).date))
      const cursor = collections.books.find(
        { _id: { $in: ids } },
        { projection: { version: 1, settingsVersion: 1 }, maxTimeMS: 3000 },
      )
      for await (const { _id, version, settingsVersion } of cursor) {
        bases.set(_id.replace(':', '/'), `${version}.${settingsVersion}`)
      }
      await basesOfNoBook(
        subjects.filter((subject) => !bases.has(subject)),
        bases,
      )
      return bases
    },

    reaches: ({ basis }, bookVersion) => Number(basis.split('.')[0]) >= bookVersion,

    forget(subject) {
      known.delete(subject)
    },
  }

  /** A date nothing was booked on yet has no book: it is the venue's newest settings that can change it. */
  async function basesOfNoBook(subjects: readonly string[], bases: Map<string, string>): Promise<void> {
    if (subjects.length === 0) return
    const venueIds = [...new Set(subjects.map((subject) => partsOf(subject).venueId))]
    const venues = await collections.venues
      .find({ _id: { $in: venueIds } }, { projection: { settingsVersion: 1 }, maxTimeMS: 3000 })
      .toArray()
    const newest = new Map(venues.map(({ _id, settingsVersion }) => [_id, settingsVersion]))
    for (const subject of subjects) {
      const version = newest.get(partsOf(subject).venueId)
      if (version !== undefined) bases.set(subject, `0.${version}`)
    }
  }
}

function partsOf(subject: string): { venueId: string; date: string } {
  const [venueId = '', date = ''] = subject.split('/')
  return { venueId, date }
}

function entryOf({ at, label, serviceId, codes }: PickerSlot): Entry {
  return { startsAt: new Date(at).toISOString(), label, service: serviceId, codes }
}

function newer(mine: Book, lanes: Book | null): Book {
  return lanes !== null && lanes.version > mine.version ? lanes : mine
}
