import type { Span } from '../../../../shared/domain/search/findWords.ts'

/** Signs shown before what was found, and in all. */
const ahead = 40
const longest = 160

/** The part of a text around what was found in it, and where in that part it stands, in UTF-16 units. */
export function snippetOf(text: string, { from, to }: Span): { snippet: string; from: number; to: number } {
  const begin = atBoundary(text, Math.max(0, from - ahead))
  const end = atBoundary(text, Math.min(text.length, begin + longest))
  return { snippet: text.slice(begin, end), from: from - begin, to: Math.min(to, end) - begin }
}

/** Not between the two halves of one sign. */
function atBoundary(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at
}
