import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import { canonical } from '../infra/ids.ts'
import type { Collections } from '../models/collections.ts'
import type { VenueDocument, VenueProfile } from '../models/documents.ts'
import { noProfile } from '../models/noProfile.ts'

/** What is not told of its profile is nothing, also where something was told before. */
export interface VenueToSave extends Partial<VenueProfile> {
  readonly venueId: string
  readonly name: string
  readonly city: string
  readonly cuisine: string
  readonly settings: TableSettings
}

type Facts = Omit<VenueDocument, '_id' | 'pictures' | 'updatedAt' | 'settingsVersion' | 'settingsChangedAt'>

/**
 * Makes a venue, or brings what it tells about itself up to date. Settings and pictures of a venue that exists are a
 * manager's and stay.
 *
 * Idempotent: the first settings are inserted before the venue that points at them, so that no venue is ever without.
 */
export async function saveVenue(
  { venues, settings }: Pick<Collections, 'venues' | 'settings'>,
  venue: VenueToSave,
): Promise<'created' | 'changed' | 'unchanged'> {
  const { venueId, settings: first } = venue
  const facts = factsOf(venue)
  const before = await venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (before !== null && canonical(onlyFacts(before, facts)) === canonical(facts)) return 'unchanged'
  await settings.updateOne(
    { _id: `${venueId}:1` },
    { $setOnInsert: { venueId, settings: { ...first, version: 1 } } },
    { upsert: true },
  )
  await venues.updateOne(
    { _id: venueId },
    {
      $set: facts,
      $setOnInsert: { settingsVersion: 1, pictures: [] },
      $currentDate: { updatedAt: true },
    },
    { upsert: true },
  )
  return before === null ? 'created' : 'changed'
}

function factsOf({ venueId: _, settings, ...told }: VenueToSave): Facts {
  return { ...noProfile, ...told, zone: settings.zone }
}

function onlyFacts(before: VenueDocument, facts: Facts): Partial<VenueDocument> {
  const kept = Object.entries(before).filter(([field]) => Object.hasOwn(facts, field))
  return Object.fromEntries(kept)
}
