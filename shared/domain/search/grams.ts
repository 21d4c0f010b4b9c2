import { initialsOf, isInitials, spelledOut } from './hangul.ts'

/** Signs that are words by themselves: 魚, 席, and what is drawn. */
const wholeWord = /[\p{Script=Han}\p{So}]/u

/** What keeps the leading consonants of syllables apart from letters. */
const ofInitials = 'initials:'

/**
 * The parts a folded text can be found by: two and three letters that follow each other, over the ends of words too, and
 * the same of the leading consonants of its syllables. Hangul counts by its letters.
 *
 * @param most parts; those of the end of a long text are left out
 */
export function gramsOf(words: readonly string[], most: number): ReadonlySet<string> {
  const joined = words.join('')
  const letters = [...spelledOut(joined)]
  const initials = [...initialsOf(joined)]
  const grams = new Set<string>()
  for (let at = 0; at < letters.length && grams.size < most; at++) {
    if (wholeWord.test(letters[at] ?? '')) grams.add(letters[at] ?? '')
    for (const length of [2, 3]) if (at + length <= letters.length) grams.add(gramAt(letters, at, length))
    if (at + 2 <= initials.length) grams.add(`${ofInitials}${gramAt(initials, at, 2)}`)
  }
  return grams
}

/** The parts that every text has in which this folded word is; none for a letter that is no word. */
export function gramsFor(word: string): readonly string[] {
  if (isInitials(word)) return gramsIn([...word], 2).map((gram) => `${ofInitials}${gram}`)
  const letters = [...spelledOut(word)]
  if (letters.length === 1) return letters.filter((letter) => wholeWord.test(letter))
  return gramsIn(letters, Math.min(3, letters.length))
}

function gramsIn(letters: readonly string[], length: number): readonly string[] {
  return Array.from({ length: letters.length - length + 1 }, (_, at) => gramAt(letters, at, length))
}

function gramAt(letters: readonly string[], at: number, length: number): string {
  return letters.slice(at, at + length).join('')
}
