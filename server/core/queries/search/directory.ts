import { distinctions } from '../../../../shared/contract/operations/venue.ts'
import type { Instant } from '../../../../shared/domain/book/types.ts'
import { createSearchList, type Searchable, type SearchList } from '../../../../shared/domain/search/searchList.ts'
import type { TableSettings } from '../../../../shared/domain/tables/settings.ts'
import type { Collections } from '../../models/collections.ts'
import type { VenueDocument } from '../../models/documents.ts'

/** A restaurant as a node has it at hand: never changed, replaced by another when it changes. */
export interface Listed extends Searchable {
  readonly venue: VenueDocument
  /** The newest. */
  readonly settings: TableSettings
}

/** All restaurants, in memory: three thousand take some thirty megabytes. */
export interface Directory {
  /** As they were two seconds ago at most. The first call of a node reads all of them. */
  list(): Promise<SearchList<Listed>>
  venues(): Promise<Iterable<VenueDocument>>
}

interface Needs {
  readonly collections: Pick<Collections, 'venues' | 'settings'>
  /** The primary's clock. */
  readonly now: () => Instant
  /** Elapsed milliseconds. */
  readonly monotonic: () => number
}

const freshMs = 2_000
/** A change may be seen so much later than the primary's clock says it was made: until a majority has it. */
const overlapMs = 60_000
const atOnce = 500

export function createDirectory({ collections, now, monotonic }: Needs): Directory {
  const known = new Map<string, Listed>()
  let present: SearchList<Listed> = createSearchList<Listed>([])
  let readAt = -Infinity
  let since: Instant | null = null
  let reading: Promise<void> | null = null

  /** Callers at the same time share one reading. */
  async function refresh(): Promise<void> {
    if (monotonic() - readAt < freshMs) return
    reading ??= read().finally(() => (reading = null))
    await reading
  }

  async function read(): Promise<void> {
    const [startedAt, askedFrom] = [monotonic(), now()]
    const changed = (await changedSince(since)).filter((stamp) => !isSame(stamp, known.get(stamp._id)?.venue))
    for (let from = 0; from < changed.length; from += atOnce) {
      await take(changed.slice(from, from + atOnce).map(({ _id }) => _id))
    }
    if (changed.length > 0) present = createSearchList(known.values())
    since = askedFrom - overlapMs
    readAt = startedAt
  }

  async function changedSince(instant: Instant | null): Promise<readonly Stamp[]> {
    const after = { $gte: new Date(instant ?? 0) }
    const filter = instant === null ? {} : { $or: [{ updatedAt: after }, { settingsChangedAt: after }] }
    const projection = { updatedAt: 1, settingsVersion: 1 }
    return collections.venues.find<Stamp>(filter, { projection, maxTimeMS: 10_000 }).toArray()
  }

  async function take(ids: readonly string[]): Promise<void> {
    const venues = await collections.venues.find({ _id: { $in: [...ids] } }, { maxTimeMS: 10_000 }).toArray()
    const settingsIds = venues.map(({ _id, settingsVersion }) => `${_id}:${settingsVersion}`)
    const found = await collections.settings.find({ _id: { $in: settingsIds } }, { maxTimeMS: 10_000 }).toArray()
    const settingsOf = new Map(found.map((it) => [it._id, it.settings]))
    for (const venue of venues) {
      const settings = settingsOf.get(`${venue._id}:${venue.settingsVersion}`)
      if (settings !== undefined) known.set(venue._id, listed(venue, settings))
    }
  }

  return {
    async list() {
      await refresh()
      return present
    },
    async venues() {
      await refresh()
      return Array.from(known.values(), ({ venue }) => venue)
    },
  }
}

type Stamp = Pick<VenueDocument, '_id' | 'updatedAt' | 'settingsVersion'>

function isSame(stamp: Stamp, venue: VenueDocument | undefined): boolean {
  return venue?.updatedAt.getTime() === stamp.updatedAt.getTime() && venue.settingsVersion === stamp.settingsVersion
}

function listed(venue: VenueDocument, settings: TableSettings): Listed {
  const { _id: id, name, localNames, city, cuisine, distinction } = venue
  const otherNames = [localNames.ko, localNames.ja].filter((it) => it !== null)
  const standing = distinction === null ? distinctions.length : distinctions.indexOf(distinction)
  return { id, name, otherNames, city, cuisine, standing, venue, settings }
}
