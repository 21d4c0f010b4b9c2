/** A folded text, ready to be looked into. */
export interface SearchText {
  /** Words with a space between. */
  readonly spaced: string
  /** Words run together: many write 메종해 for 메종 해, and latelier for l’atelier. */
  readonly joined: string
  /** Where words begin in `joined`. */
  readonly starts: readonly number[]
}

/** How good a match is: at the beginning of the text, at the beginning of a word, inside one. Less is better. */
export type Rank = 0 | 1 | 2

export function searchText(words: readonly string[]): SearchText {
  const starts: number[] = []
  let joined = ''
  for (const word of words) {
    starts.push(joined.length)
    joined += word
  }
  return { spaced: words.join(' '), joined, starts }
}

/** Where `joined` has it, by the rule of `rankIn`. */
export function placeIn({ spaced, joined, starts }: SearchText, wanted: string): number | null {
  const inside = spaced.indexOf(wanted)
  if (inside !== -1) return inside - (spaced.slice(0, inside).match(/ /g)?.length ?? 0)
  return starts.find((start) => joined.startsWith(wanted, start)) ?? null
}

/** A match may run over the end of a word only where it begins with one: inside, it stays inside. */
export function rankIn({ spaced, joined, starts }: SearchText, wanted: string): Rank | null {
  if (joined.startsWith(wanted)) return 0
  if (!joined.includes(wanted)) return null
  if (starts.some((start) => joined.startsWith(wanted, start))) return 1
  return spaced.includes(wanted) ? 2 : null
}
