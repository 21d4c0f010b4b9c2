import type { Span } from '../../../../shared/domain/search/findWords.ts'

/** Signs shown before what was found, and in all. */
const ahead = 40
const longest = 160

/**
 * The part of a text around what was found in it, and where in that part it stands, in UTF-16 units. It begins with a
 * word where there are spaces between them, and where the text goes on there are three dots.
 */
export function snippetOf(text: string, { from, to }: Span): { snippet: string; from: number; to: number } {
  const begin = wordFrom(text, atBoundary(text, Math.max(0, from - ahead)), from)
  const end = atBoundary(text, Math.min(text.length, begin + longest))
  const [before, after] = [begin > 0 ? '…' : '', end < text.length ? '…' : '']
  const shift = before.length - begin
  return { snippet: before + text.slice(begin, end) + after, from: from + shift, to: Math.min(to, end) + shift }
}

/** The next beginning of a word, no later than `last`; where there is none, as it is. */
function wordFrom(text: string, at: number, last: number): number {
  if (at === 0 || /\s/.test(text[at - 1] ?? '')) return at
  const gap = text.slice(at, last).search(/\s\S/)
  return gap < 0 ? at : at + gap + 1
}

/** Not between the two halves of one sign. */
function atBoundary(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at
}
