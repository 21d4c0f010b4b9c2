import type { FeedParams } from '../../../shared/contract/feeds.ts'
import type { Reservation } from '../../../shared/contract/schemas.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import { ownerForColleague } from '../companies/colleagues.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { presentReservation } from '../presenters/presentReservation.ts'
import { findReservation } from '../queries/findReservation.ts'
import type { FeedSource, FeedState } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'store' | 'bundles'>

/** How long a reservation stays in its owner's list after its end, and how many the list holds. */
const keptMs = 30 * 86_400_000
const most = 200

/** What one person has held and booked: the projection, by owner. */
export function createOwnReservationsSource({ collections, clock }: Needs): FeedSource {
  const since = () => Math.floor((clock.now() - keptMs) / 86_400_000) * 86_400_000

  return {
    name: 'reservations',

    resolve: (_params, actor) => Promise.resolve({ subject: actor.key, resource: { owner: actor.key, venueId: null } }),

    async read(owner) {
      const found = await collections.reservations
        .find({ owner, end: { $gte: since() } }, { maxTimeMS: 3000 })
        .sort({ end: -1, _id: 1 })
        .limit(most)
        .toArray()
      return stateOf(found, clock.now())
    },

    async bases(owners) {
      const rows = collections.reservations.find(
        { owner: { $in: [...owners] }, end: { $gte: since() } },
        {
          projection: { owner: 1, end: 1, generation: 1, bookVersion: 1, n: 1 },
          maxTimeMS: 3000,
          sort: { end: -1, _id: 1 },
        },
      )
      const byOwner = new Map<string, ReservationDocument[]>(owners.map((owner) => [owner, []]))
      for await (const row of rows) {
        const mine = byOwner.get(row.owner)
        if (mine !== undefined && mine.length < most) mine.push(row)
      }
      return new Map([...byOwner].map(([owner, mine]) => [owner, basisOf(mine)]))
    },

    reaches: ({ content }, bookVersion) =>
      Object.values(content).some((entry) => (entry as Reservation).version >= bookVersion),

    forget: () => undefined,
  }
}

/** One reservation, for its owner and the venue's staff. */
export function createReservationSource(deps: Needs): FeedSource {
  const { collections, clock } = deps
  return {
    name: 'reservation',

    async resolve(params, actor) {
      const { only } = actor
      const { reservationId } = params as FeedParams<'reservation'>
      if (only !== undefined && only !== reservationId) throw new AppError('not_found')
      const found = await findReservation(deps, reservationId)
      if (found === null) throw new AppError('not_found')
      const isForeign = found.owner !== actor.key
      const isColleagues = isForeign && (await ownerForColleague(deps, actor, reservationId)) !== null
      const owner = isColleagues ? actor.key : found.owner
      return { subject: reservationId, resource: { owner, venueId: found.venueId } }
    },

    async read(reservationId) {
      const found = await findReservation(deps, reservationId)
      return stateOf(found === null ? [] : [found], clock.now())
    },

    async bases(ids) {
      const rows = await collections.reservations
        .find({ _id: { $in: [...ids] } }, { projection: { generation: 1, bookVersion: 1, n: 1 }, maxTimeMS: 3000 })
        .toArray()
      return new Map(rows.map((row) => [row._id, basisOf([row])]))
    },

    reaches: ({ content }, bookVersion) =>
      Object.values(content).some((entry) => (entry as Reservation).version >= bookVersion),

    forget: () => undefined,
  }
}

type Ordinal = Pick<ReservationDocument, '_id' | 'generation' | 'bookVersion' | 'n'>

function basisOf(rows: readonly Ordinal[]): string {
  return sha256(
    rows.map(({ _id, generation, bookVersion, n }) => `${_id}:${generation}.${bookVersion}.${n}`).join(),
  ).slice(0, 24)
}

/** A hold that ran out reads as expired from that instant on, before any job has tidied it up. */
function stateOf(rows: readonly ReservationDocument[], now: Instant): FeedState {
  const ends = rows.flatMap(({ state, expiresAt }) => (state === 'held' && expiresAt !== null ? [expiresAt] : []))
  const passed = ends.filter((end) => end <= now)
  const ahead = ends.filter((end) => end > now)
  const basis = basisOf(rows)
  return {
    version: `${basis}.${Math.max(0, ...passed)}`,
    content: Object.fromEntries(rows.map((row) => [row._id, presentReservation(row, now)])),
    basis,
    nextBoundary: ahead.length === 0 ? null : Math.min(...ahead),
  }
}
