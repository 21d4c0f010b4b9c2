import type { Deps } from '../../deps.ts'
import type { DeskDocument } from '../documents.ts'

/** Where a desk is: as its hours say, else as its first restaurant. IANA. */
export async function zoneOf(
  { collections }: Pick<Deps, 'collections'>,
  { hours, venueIds }: Pick<DeskDocument, 'hours' | 'venueIds'>,
): Promise<string> {
  if (hours !== undefined) return hours.zone
  const venue = await collections.venues.findOne(
    { _id: { $in: [...venueIds] } },
    { projection: { zone: 1 }, sort: { _id: 1 }, maxTimeMS: 3000 },
  )
  return venue?.zone ?? 'UTC'
}
