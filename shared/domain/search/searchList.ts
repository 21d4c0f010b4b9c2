import { foldWords } from './fold.ts'
import { initialsOf, isInitials, typedHalfway } from './hangul.ts'
import { type Rank, rankIn, type SearchText, searchText } from './searchText.ts'
import { otherNamesOfCity, otherNamesOfCuisine } from './vocabulary.ts'

/** What of a restaurant is searched. */
export interface Searchable {
  readonly id: string
  readonly name: string
  /** In other scripts. */
  readonly otherNames: readonly string[]
  readonly city: string
  /** One or more, with commas between. */
  readonly cuisine: string
  /** Which distinction it has; 0 is the highest, and who has none comes last. */
  readonly standing: number
}

/** Where something stands in the order of answers: what comes after it stays after it, whatever is added. */
export interface Place {
  readonly rank: Rank
  readonly standing: number
  /** Beginning of the folded name. */
  readonly name: string
  readonly id: string
}

export interface Found<T extends Searchable> {
  readonly place: Place
  readonly item: T
}

export interface Wish<T extends Searchable> {
  /** Name, city or cuisine, in whole or in part, in any order; nothing: all. */
  readonly text: string
  readonly city: string | null
  readonly cuisine: string | null
  /** What else must be so. */
  readonly fits: (item: T) => boolean
}

export interface Count {
  readonly name: string
  readonly count: number
}

export interface Answer<T extends Searchable> {
  /** The best match first, then the highest distinction, then by name. */
  readonly found: readonly Found<T>[]
  /** What there is to choose from, each as if nothing of its kind were chosen yet; the most frequent first. */
  readonly cities: readonly Count[]
  readonly cuisines: readonly Count[]
}

/** Restaurants, folded once and in order. */
export interface SearchList<T extends Searchable> {
  search(wish: Wish<T>): Answer<T>
}

interface Entry<T> {
  readonly item: T
  readonly sortName: string
  readonly names: readonly SearchText[]
  readonly initials: readonly SearchText[]
  /** City and cuisine, by every name they have. */
  readonly about: readonly SearchText[]
  readonly city: string
  readonly cuisines: ReadonlyMap<string, string>
}

/** So much of a name orders it: a place must fit into a cursor. */
const sortNameLength = 30
const mostChoices = 30

const foldLine = (text: string): string => foldWords(text).join(' ')

const folded = new WeakMap<Searchable, Entry<Searchable>>()

/** Items that a list before had already are not folded again: they never change. */
export function createSearchList<T extends Searchable>(items: Iterable<T>): SearchList<T> {
  const [cityTexts, cuisineTexts] = [sharedTexts(), sharedTexts()]
  const entryOf = (item: T): Entry<T> => {
    const known = folded.get(item) as Entry<T> | undefined
    const entry = known ?? fold(item, cityTexts, cuisineTexts)
    if (known === undefined) folded.set(item, entry)
    return entry
  }
  const entries = Array.from(items, entryOf).sort((a, b) => (isBefore(placeOf(a, 0), placeOf(b, 0)) ? -1 : 1))
  return {
    search({ text, city, cuisine, fits }) {
      const rankOf = judge(foldWords(text))
      const wantedCity = city === null ? null : foldLine(city)
      const wantedCuisine = cuisine === null ? null : foldLine(cuisine)
      const byRank: [Found<T>[], Found<T>[], Found<T>[]] = [[], [], []]
      const [cities, cuisines] = [new Tally(), new Tally()]
      for (const entry of entries) {
        const rank = fits(entry.item) ? rankOf(entry) : null
        if (rank === null) continue
        const inCity = wantedCity === null || entry.city === wantedCity
        const ofCuisine = wantedCuisine === null || entry.cuisines.has(wantedCuisine)
        if (ofCuisine) cities.add(entry.city, entry.item.city)
        if (inCity) for (const [key, name] of entry.cuisines) cuisines.add(key, name)
        if (inCity && ofCuisine) byRank[rank].push({ place: placeOf(entry, rank), item: entry.item })
      }
      return { found: byRank.flat(), cities: cities.most(), cuisines: cuisines.most() }
    },
  }
}

/** Does the first come before the second? An order over all: no two places are the same. */
export function isBefore(a: Place, b: Place): boolean {
  if (a.rank !== b.rank) return a.rank < b.rank
  if (a.standing !== b.standing) return a.standing < b.standing
  return a.name === b.name ? a.id < b.id : a.name < b.name
}

type TextsOf = (text: string, otherNames: (text: string) => readonly string[]) => readonly SearchText[]

/** Many restaurants share a city: what it is called is folded once for all of a list. */
function sharedTexts(): TextsOf {
  const made = new Map<string, readonly SearchText[]>()
  return (text, otherNames) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const texts = [text, ...otherNames(text)].map((name) => searchText(foldWords(name)))
    made.set(text, texts)
    return texts
  }
}

function fold<T extends Searchable>(item: T, cityTexts: TextsOf, cuisineTexts: TextsOf): Entry<T> {
  const names = [item.name, ...item.otherNames].map(foldWords)
  const cuisines = item.cuisine.split(',').map((it) => it.trim())
  return {
    item,
    sortName: Array.from(names[0]?.join(' ') ?? '')
      .slice(0, sortNameLength)
      .join(''),
    names: names.map(searchText),
    initials: names.map((words) => searchText(words.map(initialsOf))).filter(({ joined }) => joined !== ''),
    about: [...cityTexts(item.city, otherNamesOfCity), ...cuisineTexts(item.cuisine, otherNamesOfCuisine)],
    city: foldLine(item.city),
    cuisines: new Map(cuisines.filter((it) => it !== '').map((it) => [foldLine(it), it])),
  }
}

function placeOf({ item, sortName }: Entry<Searchable>, rank: Rank): Place {
  return { rank, standing: item.standing, name: sortName, id: item.id }
}

/** Every word must be found somewhere, and the worst found one counts; unless all of it together is found in a name. */
function judge(words: readonly string[]): (entry: Entry<Searchable>) => Rank | null {
  if (words.length === 0) return () => 0
  const each = words.map((word, index) => (index === words.length - 1 ? typedHalfway(word) : [word]))
  const together = typedHalfway(words.join(''))
  return (entry) => {
    let worst: Rank = 0
    for (const forms of each) {
      const rank = rankOfWord(entry, forms)
      if (rank === null) return null
      if (rank > worst) worst = rank
    }
    return worst === 0 || words.length === 1 ? worst : better(worst, bestIn(entry.names, together))
  }
}

function rankOfWord({ names, initials, about }: Entry<Searchable>, forms: readonly string[]): Rank | null {
  const inName = bestIn(names, forms)
  if (inName === 0) return 0
  const inAbout = bestIn(about, forms)
  // A city's beginning is as good as a word's: only a name's own beginning comes first.
  const best = inAbout === null ? inName : better(inAbout === 0 ? 1 : inAbout, inName)
  const [form] = forms
  return best === null && form !== undefined && isInitials(form) ? bestIn(initials, [form]) : best
}

function bestIn(texts: readonly SearchText[], forms: readonly string[]): Rank | null {
  let best: Rank | null = null
  for (const text of texts) {
    for (const form of forms) {
      const rank = rankIn(text, form)
      if (rank === 0) return 0
      if (rank !== null) best = best === null || rank < best ? rank : best
    }
  }
  return best
}

function better(a: Rank, b: Rank | null): Rank {
  return b === null || a < b ? a : b
}

/** Counts what is the same once folded, under the name it was met with first. */
class Tally {
  readonly #counts = new Map<string, { readonly name: string; count: number }>()

  add(key: string, name: string): void {
    const known = this.#counts.get(key)
    if (known === undefined) this.#counts.set(key, { name, count: 1 })
    else known.count += 1
  }

  most(): readonly Count[] {
    const all = [...this.#counts.values()]
    return all.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, mostChoices)
  }
}
