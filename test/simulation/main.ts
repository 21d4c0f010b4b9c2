import { type Tier, tiers } from '../../shared/domain/concierge/tiers.ts'
import { contest } from './contest.ts'
import { staffing, staffings } from './evening.ts'
import { type Measured, ratio, type Share } from './measure.ts'

/*
 * `npm run simulate [-- SEEDS]`: the same busy evenings at a concierge desk, divided by our rules, least-loaded and
 * round-robin, with enough concierges, few and too few. 20 seeds unless another number is given.
 *
 * Exit codes: 0 ours answers the largest share in target at each level; 1 it does not; 2 not a number of seeds.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function percent(share: Share): string {
  return share.of === 0 ? 'none' : `${(100 * ratio(share)).toFixed(1)} %`
}

function byTier(shares: Readonly<Record<Tier, Share>>): string {
  return tiers.map((tier) => `${tier} ${percent(shares[tier])}`).join(', ')
}

function tell(name: string, found: Measured): void {
  const { all, first, next, possible, rareFirst, byOwn } = found
  say(`  ${name}: ${percent(all)} of ${all.of} answers in target (possible at most: ${percent(possible)})`)
  say(
    `    first ${percent(first)} of ${first.of}: ${byTier(found.firstByTier)}; Japanese and Chinese ${percent(rareFirst)}`,
  )
  say(`    next ${percent(next)} of ${next.of}: ${byTier(found.nextByTier)}`)
  say(
    `    first answer p50 ${found.firstP50.toFixed(0)} s, p90 ${found.firstP90.toFixed(0)} s, p99 ${found.firstP99.toFixed(0)} s; ` +
      `longest wait ${found.longest.toFixed(0)} s; never answered ${found.unanswered}`,
  )
  say(
    `    work per present hour: Jain ${found.jain.toFixed(3)}, most by least ${found.mostByLeast.toFixed(2)}, ` +
      `busy ${(100 * found.busy).toFixed(0)} %; answered first by their own ${percent(byOwn)}`,
  )
  const steps = [...found.steps]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([step, count]) => `${step} ${count.toFixed(1)}`)
  say(`    each evening: ${steps.join(', ')}`)
}

/** On how many evenings ours answered a larger share in target than each of the others. */
function evenings([ours, ...others]: readonly Measured[]): number {
  const isBest = (share: number, n: number) => others.every(({ byEvening }) => share > (byEvening[n] ?? 0))
  return ours?.byEvening.filter(isBest).length ?? 0
}

function isBest([ours, ...others]: readonly Measured[]): boolean {
  return ours !== undefined && others.every(({ all }) => ratio(ours.all) > ratio(all))
}

const count = Number(process.argv[2] ?? 20)
if (!Number.isInteger(count) || count < 1) {
  say('usage: npm run simulate [-- SEEDS]')
  process.exitCode = 2
} else {
  const seeds = Array.from({ length: count }, (_, i) => i + 1)
  for (const level of staffings) {
    const found = contest(seeds, level)
    const all = [...found.values()]
    say(`${level} (${staffing[level]} concierges): ours best on ${evenings(all)} of ${count} evenings`)
    for (const [name, measured] of found) tell(name, measured)
    if (!isBest(all)) process.exitCode = 1
  }
}
