/** What the hub fills into a canned reply. */
export const variables = ['guest', 'restaurant', 'me', 'date'] as const
export type Variable = (typeof variables)[number]

interface Stretch {
  readonly text: string
  /** It stands for a variable. */
  readonly filled: boolean
}

const named = new RegExp(`\\{(${variables.join('|')})\\}`)

/** A canned reply as it could be said, so that what is filled in can be told from what is written. */
export function filledIn(text: string, values: Readonly<Record<Variable, string>>): readonly Stretch[] {
  // What the pattern names stands at every second place.
  const parts = text.split(named).map((part, n) => ({ text: n % 2 === 1 ? values[part as Variable] : part, n }))
  return parts.filter((part) => part.text !== '').map((part) => ({ text: part.text, filled: part.n % 2 === 1 }))
}
