/** As much of a name as a letter says. */
const longestName = 80

/** Without what acts instead of being read: control characters, and signs that turn the direction of others. Lines stay. */
export function harmless(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
}

/** As it may stand in a header, a heading or a cell. */
export function oneLine(text: string): string {
  return harmless(text).replaceAll(/\s+/g, ' ').trim()
}

const segmenter = new Intl.Segmenter()
/** A sign may be made of many characters, but what is made of hundreds is none. */
const longestSign = 20

/** At most so many signs as a reader counts them, the last one telling that there were more. */
export function shortened(text: string, most: number): string {
  const begin = text.slice(0, most * longestSign).replace(/\p{Cs}$/u, '')
  const signs = Array.from(segmenter.segment(begin), ({ segment }) => segment)
  if (signs.length <= most && begin === text) return text
  const kept = signs.slice(0, most - 1).join('')
  return `${kept.trimEnd()}…`
}

/** An address: enough to know one's own, and nothing for somebody who reads along. */
export function masked(address: string): string {
  const clean = oneLine(address)
  const [first = ''] = clean
  return `${first}•••${clean.slice(clean.lastIndexOf('@'))}`
}

/**
 * A name that anybody may have typed in, for somebody else's mailbox: no program takes a part of it for an address to
 * lead to, because what joins one is parted, unseen.
 */
export function nameOf(text: string): string {
  return shortened(oneLine(text), longestName).replaceAll(/(?<=[\p{L}\p{N}])[.:@](?=[\p{L}\p{N}/])/gu, '$&\u200B')
}
