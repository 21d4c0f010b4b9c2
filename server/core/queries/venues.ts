import type { Input, Output } from '../../../shared/contract/index.ts'
import { venueId as venueIdSchema } from '../../../shared/contract/schemas.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import { serviceDateOf } from '../../../shared/domain/time/serviceDay.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { VenueDocument } from '../models/documents.ts'
import { presentCard, presentVenue } from '../presenters/presentVenue.ts'

export async function getVenue({ deps }: Context, { venueId }: Input<'venue.get'>): Promise<Output<'venue.get'>> {
  const venue = await deps.collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return present(deps, venue, presentVenue)
}

/** By name. `after` is the `next` of the page before. */
export async function listVenues(
  { deps }: Context,
  { after, limit }: Input<'venue.list'>,
): Promise<Output<'venue.list'>> {
  const found = await deps.collections.venues
    .find(after === undefined ? {} : await comingAfter(deps, after), { maxTimeMS: 3000 })
    .sort({ name: 1, _id: 1 })
    .limit(limit + 1)
    .toArray()
  const page = found.slice(0, limit)
  const next = found.length > limit ? (page.at(-1)?._id ?? null) : null
  return { venues: await Promise.all(page.map((venue) => present(deps, venue, presentCard))), next }
}

/** The last restaurant of the page before says where to go on: its name may be longer than a cursor. */
async function comingAfter({ collections }: Deps, after: string) {
  const last = venueIdSchema.safeParse(after).success
    ? await collections.venues.findOne({ _id: after }, { projection: { name: 1 }, maxTimeMS: 3000 })
    : null
  if (last === null) {
    throw new AppError('invalid_input', { issues: [{ path: 'after', message: 'Not a cursor of this list' }] })
  }
  return { $or: [{ name: { $gt: last.name } }, { name: last.name, _id: { $gt: after } }] }
}

async function present<T>(
  { settings, clock }: Deps,
  venue: VenueDocument,
  presentAs: (venue: VenueDocument, settings: TableSettings, today: string) => T,
): Promise<T> {
  const newest = await settings.settings(venue._id, venue.settingsVersion)
  return presentAs(venue, newest, serviceDateOf(newest, clock.now()))
}
