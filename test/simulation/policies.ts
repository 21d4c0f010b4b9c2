import { assign, type DeskRules, type DeskState } from '../../shared/domain/concierge/assign.ts'
import type { Assignment } from '../../shared/domain/concierge/choose.ts'
import { whoFits } from '../../shared/domain/concierge/fit.ts'
import type { Concierge } from '../../shared/domain/concierge/load.ts'

export type Given = Pick<Assignment, 'conversationId' | 'conciergeId'>

/** Who gets what, as a desk would do it. It may remember what it did: each evening has a policy of its own. */
export interface Policy {
  readonly name: string
  divide(desk: DeskState, now: number): readonly Given[]
}

export function ours(rules: DeskRules): Policy {
  return { name: 'ours', divide: (desk, now) => assign(desk, rules, now).assignments }
}

/** One after another in the order they wrote, to the next in the round who is present, fits and has room. */
export function roundRobin(): Policy {
  let last = ''
  return inOrderOfArrival('round-robin', (able) => {
    const round = [...able].sort(byId)
    const next = round.find(({ id }) => id > last) ?? round[0]
    last = next?.id ?? last
    return next
  })
}

/** One after another in the order they wrote, to whoever is present, fits and has the fewest conversations. */
export function leastLoaded(): Policy {
  const load = ({ owed, quiet }: Concierge) => owed + quiet
  return inOrderOfArrival('least-loaded', (able) => [...able].sort((a, b) => load(a) - load(b) || byId(a, b))[0])
}

function byId(a: Concierge, b: Concierge): number {
  return a.id < b.id ? -1 : 1
}

/** They know restaurants, languages, skills and capacities, and give nothing back to whoever it was taken from. */
function inOrderOfArrival(name: string, choose: (able: readonly Concierge[]) => Concierge | undefined): Policy {
  return {
    name,
    divide({ queue, present }) {
      const people = new Map(present.map((concierge) => [concierge.id, concierge]))
      const given: Given[] = []
      for (const waiting of [...queue].sort((a, b) => a.waitingSince - b.waitingSince)) {
        const fit = whoFits([...people.values()], waiting)
        if (typeof fit === 'string') continue
        const roomy = fit.filter(({ owed, quiet, capacity }) => owed + quiet < capacity)
        const untried = roomy.filter(({ id }) => !waiting.takenFrom.includes(id))
        const chosen = choose(untried.length > 0 ? untried : roomy)
        if (chosen === undefined) continue
        people.set(chosen.id, { ...chosen, owed: chosen.owed + 1 })
        given.push({ conversationId: waiting.id, conciergeId: chosen.id })
      }
      return given
    },
  }
}
