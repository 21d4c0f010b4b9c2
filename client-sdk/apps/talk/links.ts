/** A stretch of what somebody wrote: words, or an address that can be followed. */
export interface Stretch {
  readonly text: string
  /** Null for words. */
  readonly href: string | null
}

const address = /https?:\/\/[^\s<>"'、。，！？「」（）]+/gi
/** Ends a sentence, not an address. */
const afterwards: ReadonlySet<string> = new Set('.,;:!?)]}…')

/** Addresses of the web, and only those, as they were written. */
export function stretches(text: string): readonly Stretch[] {
  const found: Stretch[] = []
  let from = 0
  for (const { 0: whole, index } of text.matchAll(address)) {
    const shown = withoutEnd(whole)
    const href = webAddress(shown)
    if (href === null) continue
    if (index > from) found.push({ text: text.slice(from, index), href: null })
    found.push({ text: shown, href })
    from = index + shown.length
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null })
  return found
}

function withoutEnd(whole: string): string {
  let end = whole.length
  while (afterwards.has(whole.charAt(end - 1))) end -= 1
  return whole.slice(0, end)
}

function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, href, username } = new URL(text)
  // With a name before the host it looks like one place and leads to another.
  return /^https?:$/.test(protocol) && username === '' ? href : null
}
