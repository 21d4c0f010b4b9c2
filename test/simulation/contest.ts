import type { DeskRules } from '../../shared/domain/concierge/assign.ts'
import { defaultPatience, type Patience } from '../../shared/domain/concierge/escalate.ts'
import type { DeskHours } from '../../shared/domain/concierge/hours.ts'
import { defaultManner } from '../../shared/domain/concierge/load.ts'
import { drawEvening, type Staffing, zone } from './evening.ts'
import { type Measured, measure } from './measure.ts'
import { leastLoaded, ours, type Policy, roundRobin } from './policies.ts'
import { play } from './simulation.ts'

/** Open from before the first guest writes until after the last has gone. */
const hours: DeskHours = { zone, weekly: Array(7).fill([{ from: '11:00', to: '02:00' }]), exceptions: [] }
const rules: DeskRules = { ...defaultManner, hours }
const patience: Patience = { ...defaultPatience, hours }

const contestants: readonly (() => Policy)[] = [() => ours(rules), leastLoaded, roundRobin]

/** The same evenings under each policy, by its name. */
export function contest(seeds: readonly number[], staffing: Staffing): ReadonlyMap<string, Measured> {
  return new Map(
    contestants.map((contestant) => {
      const evenings = seeds.map((seed) => play(drawEvening(seed, staffing), contestant(), patience))
      return [contestant().name, measure(evenings)]
    }),
  )
}
