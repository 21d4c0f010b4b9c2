import type { Output } from '../../../shared/contract/index.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import type { PictureDocument, VenueDocument } from '../models/documents.ts'

type Card = Output<'venue.list'>['venues'][number]

/** A restaurant in a list. `today`: the service date it is there now. */
export function presentCard(venue: VenueDocument, settings: TableSettings, today: string): Card {
  const { _id, name, localNames, city, cuisine, distinction, price, zone, pictures } = venue
  const [first] = pictures
  return {
    venueId: _id,
    name,
    localNames: { ...localNames },
    city,
    cuisine,
    distinction,
    price,
    zone,
    minParty: settings.minParty,
    maxParty: settings.maxParty,
    today,
    picture: first === undefined ? null : presentPicture(first),
  }
}

/** All that a restaurant tells everybody. */
export function presentVenue(venue: VenueDocument, settings: TableSettings, today: string): Output<'venue.get'> {
  const { address, position, phone, website, facilities, about, pictures } = venue
  const { holdMs, bookingWindowDays, leadMinutes } = settings
  return {
    ...presentCard(venue, settings, today),
    address,
    position: position === null ? null : { ...position },
    phone,
    website,
    facilities: [...facilities],
    pictures: pictures.map(presentPicture),
    about: { ...about },
    policy: { holdMinutes: holdMs / 60_000, bookingWindowDays, leadMinutes },
  }
}

/** Without its hash: what was uploaded is nobody's business. */
export function presentPicture({ id, width, height, alt }: PictureDocument): Output<'venue.get'>['pictures'][number] {
  return { src: picturePath(id), width, height, alt }
}

export function picturePath(id: string): string {
  return `/pictures/${id}.webp`
}
