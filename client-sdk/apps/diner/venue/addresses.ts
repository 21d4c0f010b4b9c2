import type { Venue } from '../state/useVenue.ts'

/** Of a map, with directions a tap away: most phones open their own with it. Null where nobody knows where it is. */
export function mapAddress({ name, address, city, position }: Venue): string | null {
  if (position === null && address === null) return null
  const query = address === null && position !== null ? coordinates(position) : [name, address ?? city].join(', ')
  return `https://www.google.com/maps/search/?${new URLSearchParams({ api: '1', query })}`
}

export function directionsTo({ name, address, city, position }: Venue): string {
  const destination = position === null ? [name, address ?? city].join(', ') : coordinates(position)
  return `https://www.google.com/maps/dir/?${new URLSearchParams({ api: '1', destination })}`
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
