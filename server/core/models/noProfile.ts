import type { VenueProfile } from './documents.ts'

/** Of a restaurant that has told nothing. */
export const noProfile: VenueProfile = {
  localNames: { ko: null, ja: null },
  distinction: null,
  price: null,
  address: null,
  position: null,
  phone: null,
  website: null,
  facilities: [],
  about: { ko: null, en: null, ja: null },
}
