import type { Input, Output } from '../../../shared/contract/index.ts'
import { serviceDateOf } from '../../../shared/domain/time/serviceDay.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { VenueDocument } from '../models/documents.ts'

export async function getVenue({ deps }: Context, { venueId }: Input<'venue.get'>): Promise<Output<'venue.get'>> {
  const venue = await deps.collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return present(deps, venue)
}

/** By name. `after` is the `next` of the page before. */
export async function listVenues(
  { deps }: Context,
  { after, limit }: Input<'venue.list'>,
): Promise<Output<'venue.list'>> {
  const [name = '', id = ''] = after === undefined ? [] : decode(after)
  const found = await deps.collections.venues
    .find(after === undefined ? {} : { $or: [{ name: { $gt: name } }, { name, _id: { $gt: id } }] }, {
      maxTimeMS: 3000,
    })
    .sort({ name: 1, _id: 1 })
    .limit(limit + 1)
    .toArray()
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const next =
    found.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify([last.name, last._id])).toString('base64url')
      : null
  return { venues: await Promise.all(page.map((venue) => present(deps, venue))), next }
}

async function present(
  deps: Deps,
  { _id, name, city, cuisine, zone, settingsVersion }: VenueDocument,
): Promise<Output<'venue.get'>> {
  const settings = await deps.settings.settings(_id, settingsVersion)
  const today = serviceDateOf(settings, deps.clock.now())
  return { venueId: _id, name, city, cuisine, zone, minParty: settings.minParty, maxParty: settings.maxParty, today }
}

function decode(after: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')) return value
  } catch {
    // Falls through: what is not JSON is as little a cursor as what is not a pair.
  }
  throw new AppError('invalid_input', { issues: [{ path: 'after', message: 'Not a cursor of this list' }] })
}
