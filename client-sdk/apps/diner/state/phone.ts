/** Country codes by where a device lives: most people write their own country's numbers without one. */
const codeByZone: Readonly<Record<string, string>> = { 'Asia/Seoul': '82', 'Asia/Tokyo': '81' }
const codeByRegion: Readonly<Record<string, string>> = { KR: '82', JP: '81', US: '1', CA: '1', GB: '44' }
const codeByLanguage: Readonly<Record<string, string>> = { ko: '82', ja: '81' }

/** The country code that a number without one is taken to have; null where the device gives no hint. */
export function ownCountryCode(): string | null {
  const region = /-([A-Z]{2})\b/.exec(navigator.language)?.[1] ?? ''
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return codeByZone[zone] ?? codeByRegion[region] ?? codeByLanguage[navigator.language.slice(0, 2)] ?? null
}

/**
 * A number as people write it, as the hub keeps it: `010-1234-5678` in Korea is `+821012345678`.
 *
 * @returns null where it is no number, or its country is not known
 */
export function toInternational(text: string, countryCode: string | null): string | null {
  const digits = text.replace(/[\s().\-\u2010-\u2015]/g, '').replace(/^00/, '+')
  const written = digits.startsWith('+') ? digits : countryCode === null ? null : national(digits, countryCode)
  return written !== null && /^\+[1-9][0-9]{6,14}$/.test(written) ? written : null
}

/** Without the zero that stands for the country; nothing is guessed of a number too short to be whole. */
function national(digits: string, countryCode: string): string | null {
  const rest = digits.replace(/^0/, '')
  return /^[0-9]{8,12}$/.test(rest) ? `+${countryCode}${rest}` : null
}

/** For the eye: `+82 10 1234 5678`. */
export function phoneInWords(number: string): string {
  const found = /^\+(1|44|81|82)(\d{1,3}?)(\d{3,4})(\d{4})$/.exec(number)
  return found === null ? number : `+${found.slice(1).join(' ')}`
}
