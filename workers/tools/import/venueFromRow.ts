import type { VenueToSave } from '../../../server/core/commands/saveVenue.ts'
import { idOf } from '../../../server/core/infra/ids.ts'
import type { RestaurantRow } from './restaurantRow.ts'
import { settingsOf } from './roomRule.ts'
import { zoneOf } from './zoneOf.ts'

/** The venue of a directory's row. Its id is made of name and address, so that the same row is always the same venue. */
export function venueFromRow(row: RestaurantRow): VenueToSave {
  return {
    venueId: idOf(`${row.Name}\n${row.Address}`),
    name: row.Name,
    city: row.Location,
    cuisine: row.Cuisine,
    localNames: { ko: row.name_ko, ja: row.name_ja },
    distinction: row.Award,
    price: [...row.Price].length,
    address: row.Address,
    position: { latitude: row.Latitude, longitude: row.Longitude },
    phone: row.PhoneNumber,
    website: row.WebsiteUrl,
    facilities: row.FacilitiesAndServices,
    settings: settingsOf(row, zoneOf(row.Location, row.Longitude)),
  }
}
