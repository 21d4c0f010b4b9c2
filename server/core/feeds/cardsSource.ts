import type { FeedEntry, FeedParams } from '../../../shared/contract/feeds.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { lifeOf, type ReservationState, type StateOf, standingOf } from '../../../shared/domain/concierge/card.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import type { ReservationDocument, VenueDocument } from '../models/documents.ts'
import { presentReservation } from '../presenters/presentReservation.ts'
import { findReservation } from '../queries/findReservation.ts'
import { findConversation } from '../talk/conversations.ts'
import type { MessageDocument } from '../talk/documents.ts'
import { carryingOf } from '../talk/offers.ts'
import type { FeedSource } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'store' | 'bundles'>
type Carrier = Pick<MessageDocument, 'seq' | 'rev' | 'cards' | 'outcome'>
type Entry = FeedEntry<'cards'>
type Place = Pick<VenueDocument, '_id' | 'name' | 'localNames' | 'zone' | 'updatedAt'>

/** Cards of a conversation that are kept true, the newest. */
const most = 100

/** Where a node is told which of its cards a reservation is. */
export interface CardsSource {
  readonly source: FeedSource
  showing(reservationId: string): readonly string[]
}

/**
 * What messages carry, as the books have it at this instant: the messages name reservations, and everything else is read
 * from where it is true.
 */
export function createCardsSource(deps: Needs): CardsSource {
  const { collections, clock } = deps
  /** Reservations that each watched conversation shows. */
  const shown = new Map<string, ReadonlySet<string>>()

  return {
    showing: (id) => [...shown].flatMap(([conversationId, ids]) => (ids.has(id) ? [conversationId] : [])),

    source: {
      name: 'cards',

      async resolve(params) {
        const { conversationId } = params as FeedParams<'cards'>
        const found = await findConversation(deps, conversationId)
        if (found === null) throw new AppError('not_found')
        return { subject: conversationId, resource: { owner: found.owner, venueId: found.deskId } }
      },

      async read(conversationId) {
        const carriers = await carriersOf(deps, conversationId)
        const ids = idsOn(carriers)
        // Before they are read: what changes from here on is heard of.
        shown.set(conversationId, new Set(ids))
        const rows = await reservationsOf(deps, ids)
        const places = await placesOf(deps, rows)
        const basis = basisOf({ carriers, rows, places })
        const now = clock.now()
        const ends = rows.flatMap(({ state, expiresAt }) => (state === 'held' && expiresAt !== null ? [expiresAt] : []))
        const ahead = ends.filter((end) => end > now)
        return {
          version: `${basis}.${Math.max(0, ...ends.filter((end) => end <= now))}`,
          content: present({ carriers, rows, places }, now),
          basis,
          nextBoundary: ahead.length === 0 ? null : Math.min(...ahead),
        }
      },

      async bases(conversationIds) {
        const asking = conversationIds.map(async (id) => {
          const carriers = await carriersOf(deps, id)
          const projection = { venueId: 1, generation: 1, bookVersion: 1, n: 1 }
          const rows = await collections.reservations
            .find<Ordinal>({ _id: { $in: [...idsOn(carriers)] } }, { projection, maxTimeMS: 3000 })
            .toArray()
          return { id, carriers, rows }
        })
        const asked = await Promise.all(asking)
        const places = await placesOf(
          deps,
          asked.flatMap(({ rows }) => rows),
        )
        return new Map(asked.map(({ id, carriers, rows }) => [id, basisOf({ carriers, rows, places })]))
      },

      reaches: ({ content }, bookVersion) =>
        Object.values(content).some((entry) => (entry as Entry).reservation.version >= bookVersion),

      forget: (conversationId) => shown.delete(conversationId),
    },
  }
}

/** The newest that carry something. */
function carriersOf({ collections }: Needs, stream: string): Promise<Carrier[]> {
  return collections.messages
    .find({ stream, cards: { $exists: true } }, { maxTimeMS: 3000 })
    .project<Carrier>({ _id: 0, seq: 1, rev: 1, cards: 1, outcome: 1 })
    .sort({ seq: -1 })
    .limit(most)
    .toArray()
}

function idsOn(carriers: readonly Carrier[]): readonly string[] {
  const ids = carriers.flatMap(({ cards = [] }) => cards.map(({ reservationId }) => reservationId))
  return [...new Set(ids)].slice(0, most)
}

/** What has ended never comes back, so that the projection is enough for it; of the rest the books are asked. */
async function reservationsOf(deps: Needs, ids: readonly string[]): Promise<readonly ReservationDocument[]> {
  const projected = await deps.collections.reservations.find({ _id: { $in: [...ids] } }, { maxTimeMS: 3000 }).toArray()
  const byId = new Map(projected.map((row) => [row._id, row]))
  const found = ids.map((id) => {
    const row = byId.get(id)
    return row !== undefined && isOver(row) ? Promise.resolve(row) : findReservation(deps, id)
  })
  return (await Promise.all(found)).filter((row) => row !== null)
}

function isOver({ state }: ReservationDocument): boolean {
  return state === 'completed' || lifeOf(state as ReservationState) === 'ended'
}

async function placesOf({ collections }: Needs, rows: readonly Ordinal[]): Promise<Shows<Ordinal>['places']> {
  const ids = [...new Set(rows.map(({ venueId }) => venueId))]
  const projection = { name: 1, localNames: 1, zone: 1, updatedAt: 1 }
  const found = collections.venues.find<Place>({ _id: { $in: ids } }, { projection, maxTimeMS: 3000 })
  return new Map(await found.map((place) => [place._id, place] as const).toArray())
}

type Ordinal = Pick<ReservationDocument, '_id' | 'venueId' | 'generation' | 'bookVersion' | 'n'>

/** What the cards of a conversation are made of. */
interface Shows<Row> {
  readonly carriers: readonly Carrier[]
  readonly rows: readonly Row[]
  /** Restaurants of all of `rows`, and maybe more. */
  readonly places: ReadonlyMap<string, Place>
}

function basisOf({ carriers, rows, places }: Shows<Ordinal>): string {
  const messages = carriers.map(({ seq, rev }) => `${seq}:${rev}`)
  const reservations = rows.map(({ _id, venueId, generation, bookVersion, n }) => {
    return `${_id}:${generation}.${bookVersion}.${n}:${places.get(venueId)?.updatedAt.getTime()}`
  })
  return sha256([...messages, ...reservations.toSorted()].join()).slice(0, 24)
}

function present({ carriers, rows, places }: Shows<ReservationDocument>, now: Instant) {
  const reservations = new Map(rows.map((row) => [row._id, presentReservation(row, now)]))
  const stateOf: StateOf = (id) => reservations.get(id)?.state ?? 'expired'
  const entries = rows.flatMap(({ _id, venueId }): readonly (readonly [string, Entry])[] => {
    const [reservation, place] = [reservations.get(_id), places.get(venueId)]
    if (reservation === undefined || place === undefined) return []
    const { name, localNames, zone } = place
    const on = carriers.flatMap((carrier) => {
      const one = carrier.cards?.find(({ reservationId }) => reservationId === _id)
      if (one === undefined) return []
      return [{ seq: carrier.seq, kind: one.kind, standing: standingOf(carryingOf(carrier), one, stateOf) }]
    })
    return [[_id, { reservation, venue: { name, localNames, zone }, on }]]
  })
  return Object.fromEntries(entries)
}
