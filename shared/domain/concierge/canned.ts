/** What can be filled into a canned reply. */
const cannedVariables = ['guest', 'restaurant', 'me', 'date'] as const
type CannedVariable = (typeof cannedVariables)[number]

const braced = /\{([^{}]*)\}/g

/** Whatever stands in braces and is none of ours: it would be said to a guest as it stands. */
export function unknownVariables(text: string): readonly string[] {
  const named = Array.from(text.matchAll(braced), ([, name = '']) => name)
  return named.filter((name) => !isVariable(name))
}

/** The text with its variables filled in; what a value says is never looked through again. */
export function fillCanned(text: string, values: Readonly<Record<CannedVariable, string>>): string {
  return text.replace(braced, (whole, name: string) => (isVariable(name) ? values[name] : whole))
}

function isVariable(name: string): name is CannedVariable {
  return cannedVariables.some((known) => known === name)
}
