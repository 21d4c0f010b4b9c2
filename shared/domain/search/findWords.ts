import { foldWords } from './fold.ts'
import { initialsOf, isInitials, typedHalfway } from './hangul.ts'
import { placeIn, searchText } from './searchText.ts'

/** A word that is looked for, folded, in the ways it may stand in a text. */
export interface Wanted {
  readonly word: string
  readonly ways: readonly string[]
}

/** Part of a text, in its UTF-16 units. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What somebody types, the last word perhaps halfway. */
export function wantedOf(query: string): readonly Wanted[] {
  const words = foldWords(query)
  return words.map((word, index) => ({ word, ways: index === words.length - 1 ? typedHalfway(word) : [word] }))
}

/** Where a text has the first of these words; null where it does not have all of them, as words or parts of words. */
export function findWords(text: string, wanted: readonly Wanted[]): Span | null {
  const folded = searchText(foldWords(text))
  const [first] = wanted
  const places = wanted.map((one) => placeOf(folded, one))
  const place = places[0]
  if (first === undefined || place === undefined || places.includes(null)) return null
  return place === null ? null : spanOf(text, place)
}

/** In the folded letters, words run together. */
function placeOf(folded: ReturnType<typeof searchText>, { word, ways }: Wanted): Span | null {
  for (const way of ways) {
    const from = placeIn(folded, way)
    if (from !== null) return { from, to: from + way.length }
  }
  const initials = isInitials(word) ? initialsOf(folded.joined).indexOf(word) : -1
  if (initials === -1) return null
  const places = [...folded.joined.matchAll(/[\u1100-\u1112]/g)].map(({ index }) => index)
  const last = places[initials + word.length - 1] ?? 0
  return { from: places[initials] ?? 0, to: last + 1 }
}

/** From folded letters back to the text: what a letter with its marks folds to stands for all of it. */
function spanOf(text: string, { from, to }: Span): Span {
  let [at, begin, end] = [0, text.length, text.length]
  for (const { 0: unit, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    if (at >= to) break
    at += foldWords(unit).join('').length
    if (at > from && begin === text.length) begin = index
    end = index + unit.length
  }
  return { from: Math.min(begin, end), to: end }
}
