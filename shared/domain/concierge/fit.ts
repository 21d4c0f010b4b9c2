/** What a conversation asks of whoever answers it. */
export interface Asks {
  /** The restaurant it is about; null: none in particular. */
  readonly venueId: string | null
  /** As the guest writes (`ko`); null: not known, then anybody's will do. */
  readonly language: string | null
  /** What has to be known: all of them. */
  readonly skills: readonly string[]
}

/** What somebody at the desk can answer. */
export interface Able {
  /** Null: every restaurant of the desk. */
  readonly venueIds: readonly string[] | null
  readonly languages: readonly string[]
  readonly skills: readonly string[]
}

/** What somebody lacks, in the order in which it is looked at. */
const lacks = ['no_restaurant', 'no_language', 'no_skill'] as const
export type Lack = (typeof lacks)[number]

const has: Readonly<Record<Lack, (able: Able, asks: Asks) => boolean>> = {
  no_restaurant: ({ venueIds }, { venueId }) => venueIds === null || venueId === null || venueIds.includes(venueId),
  no_language: ({ languages }, { language }) => language === null || languages.includes(language),
  no_skill: ({ skills }, asked) => asked.skills.every((skill) => skills.includes(skill)),
}

/** Who of them can answer it; or, where nobody can, what the last of them lacked. */
export function whoFits<T extends Able>(people: readonly T[], asks: Asks): readonly T[] | Lack {
  let left = people
  for (const lack of lacks) {
    left = left.filter((able) => has[lack](able, asks))
    if (left.length === 0) return lack
  }
  return left
}
