import type { Language } from '../../common/language.ts'
import type { Venue } from '../state/useVenue.ts'

/** Of a map, with directions a tap away: most phones open their own with it. Null where nobody knows where it is. */
export function mapAddress(venue: Venue, language: Language): string | null {
  const { name, address, city, position } = venue
  if (position === null && address === null) return null
  const korean = koreanMap('map', venue, language)
  const query = address === null && position !== null ? coordinates(position) : [name, address ?? city].join(', ')
  return korean ?? `https://www.google.com/maps/search/?${new URLSearchParams({ api: '1', query })}`
}

export function directionsTo(venue: Venue, language: Language): string {
  const { name, address, city, position } = venue
  const destination = position === null ? [name, address ?? city].join(', ') : coordinates(position)
  const everywhere = `https://www.google.com/maps/dir/?${new URLSearchParams({ api: '1', destination })}`
  return koreanMap('to', venue, language) ?? everywhere
}

/** The one that knows the way in Korea, for who reads it; null for everybody and everywhere else. */
function koreanMap(what: 'map' | 'to', { name, position, zone }: Venue, language: Language): string | null {
  if (position === null || zone !== 'Asia/Seoul' || language !== 'ko') return null
  // A comma in a name would end it there.
  return `https://map.kakao.com/link/${what}/${encodeURIComponent(name.replaceAll(',', ' '))},${coordinates(position)}`
}

function coordinates({ latitude, longitude }: NonNullable<Venue['position']>): string {
  return `${latitude},${longitude}`
}

export function phoneAddress(phone: string): string {
  return `tel:${phone.replace(/[^+0-9]/g, '')}`
}

/** Null for anything that is no page on the web. */
export function websiteAddress(text: string | null): { readonly href: string; readonly host: string } | null {
  if (text === null || !URL.canParse(text)) return null
  const address = new URL(text)
  if (!/^https?:$/.test(address.protocol)) return null
  return { href: address.href, host: address.host.replace(/^www\./, '') }
}
