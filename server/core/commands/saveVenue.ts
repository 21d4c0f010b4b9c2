import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import { canonical } from '../infra/ids.ts'
import type { Collections } from '../models/collections.ts'

export interface VenueToSave {
  readonly venueId: string
  readonly name: string
  readonly city: string
  readonly cuisine: string
  readonly settings: TableSettings
}

/**
 * Makes a venue, or brings its name and place up to date. Settings of a venue that exists are a manager's and stay.
 *
 * Idempotent: the first settings are inserted before the venue that points at them, so that no venue is ever without.
 */
export async function saveVenue(
  collections: Pick<Collections, 'venues' | 'settings'>,
  venue: VenueToSave,
): Promise<'created' | 'changed' | 'unchanged'> {
  const { venueId, settings, ...rest } = venue
  const facts = { ...rest, zone: settings.zone }
  const first = { ...settings, version: 1 }
  await collections.settings.updateOne(
    { _id: `${venueId}:1` },
    { $setOnInsert: { venueId, settings: first } },
    { upsert: true },
  )
  const before = await collections.venues.findOneAndUpdate(
    { _id: venueId },
    { $set: facts, $setOnInsert: { settingsVersion: 1 } },
    { upsert: true, returnDocument: 'before' },
  )
  if (before === null) return 'created'
  const old = { name: before.name, city: before.city, cuisine: before.cuisine, zone: before.zone }
  return canonical(old) === canonical(facts) ? 'unchanged' : 'changed'
}
