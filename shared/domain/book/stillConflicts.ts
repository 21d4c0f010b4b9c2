import type { Situation } from './situation.ts'
import type { Claim } from './types.ts'

/** Whether the settings would still break this claim, as it would now stand among the others: a flag falls when not. */
export function stillConflicts({ rules, standing }: Situation, claim: Claim): boolean {
  return rules.conflicts([...standing.filter(({ id }) => id !== claim.id), claim]).includes(claim.id)
}
