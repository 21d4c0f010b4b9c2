interface Band {
  /** Westernmost longitude, degrees; the first band that reaches so far counts. */
  readonly from: number
  readonly zone: string
}

const everywhere = (zone: string): readonly Band[] => [{ from: -180, zone }]

/** Countries as a directory spells them. Where a country has several zones, longitude chooses among its bands. */
const zones: Readonly<Record<string, readonly Band[]>> = {
  Argentina: everywhere('America/Argentina/Buenos_Aires'),
  Austria: everywhere('Europe/Vienna'),
  Belgium: everywhere('Europe/Brussels'),
  Brazil: everywhere('America/Sao_Paulo'),
  Canada: [
    { from: -67, zone: 'America/Halifax' },
    { from: -90, zone: 'America/Toronto' },
    { from: -102, zone: 'America/Winnipeg' },
    { from: -115, zone: 'America/Edmonton' },
    { from: -180, zone: 'America/Vancouver' },
  ],
  'China Mainland': everywhere('Asia/Shanghai'),
  Denmark: everywhere('Europe/Copenhagen'),
  Dubai: everywhere('Asia/Dubai'),
  Estonia: everywhere('Europe/Tallinn'),
  Finland: everywhere('Europe/Helsinki'),
  France: everywhere('Europe/Paris'),
  Germany: everywhere('Europe/Berlin'),
  Greece: everywhere('Europe/Athens'),
  'Hong Kong': everywhere('Asia/Hong_Kong'),
  Hungary: everywhere('Europe/Budapest'),
  Iceland: everywhere('Atlantic/Reykjavik'),
  Ireland: everywhere('Europe/Dublin'),
  Italy: everywhere('Europe/Rome'),
  Japan: everywhere('Asia/Tokyo'),
  Luxembourg: everywhere('Europe/Luxembourg'),
  Macau: everywhere('Asia/Macau'),
  Malaysia: everywhere('Asia/Kuala_Lumpur'),
  Malta: everywhere('Europe/Malta'),
  Mexico: [
    { from: -89, zone: 'America/Cancun' },
    { from: -105, zone: 'America/Mexico_City' },
    { from: -112, zone: 'America/Mazatlan' },
    { from: -180, zone: 'America/Tijuana' },
  ],
  Netherlands: everywhere('Europe/Amsterdam'),
  Norway: everywhere('Europe/Oslo'),
  Poland: everywhere('Europe/Warsaw'),
  Portugal: [
    { from: -10, zone: 'Europe/Lisbon' },
    { from: -20, zone: 'Atlantic/Madeira' },
    { from: -180, zone: 'Atlantic/Azores' },
  ],
  Singapore: everywhere('Asia/Singapore'),
  Slovenia: everywhere('Europe/Ljubljana'),
  'South Korea': everywhere('Asia/Seoul'),
  Spain: [
    { from: -10, zone: 'Europe/Madrid' },
    { from: -180, zone: 'Atlantic/Canary' },
  ],
  Sweden: everywhere('Europe/Stockholm'),
  Switzerland: everywhere('Europe/Zurich'),
  Taiwan: everywhere('Asia/Taipei'),
  Thailand: everywhere('Asia/Bangkok'),
  Türkiye: everywhere('Europe/Istanbul'),
  'United Kingdom': everywhere('Europe/London'),
  USA: [
    { from: -85, zone: 'America/New_York' },
    { from: -101, zone: 'America/Chicago' },
    { from: -114, zone: 'America/Denver' },
    { from: -130, zone: 'America/Los_Angeles' },
    { from: -180, zone: 'Pacific/Honolulu' },
  ],
}

export const zoneRule =
  'Zone: by country, where one has several by longitude; a country that is not listed gets the whole hour of its longitude.'

/**
 * IANA zone of a place.
 *
 * @param location `City, Country`, or a city state alone
 * @param longitude degrees east
 */
export function zoneOf(location: string, longitude: number): string {
  const country = location.split(',').at(-1)?.trim() ?? ''
  const bands = Object.hasOwn(zones, country) ? zones[country] : undefined
  return bands?.find(({ from }) => longitude >= from)?.zone ?? zoneOfLongitude(longitude)
}

/** The names turn the sign round: `Etc/GMT-9` is nine hours ahead. */
function zoneOfLongitude(longitude: number): string {
  const hours = Math.round(longitude / 15)
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}
