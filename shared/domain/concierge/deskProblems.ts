import { isZone } from '../time/isZone.ts'
import type { DeskHours, OpenSpan } from './hours.ts'
import type { Targets } from './targets.ts'
import { tiers } from './tiers.ts'

export interface DeskProblem {
  readonly path: string
  readonly message: string
}

/** What no schema sees in a desk's hours. */
export function hoursProblems({ zone, weekly, exceptions }: DeskHours): DeskProblem[] {
  const dates = exceptions.map(({ date }) => date)
  return [
    ...(isZone(zone) ? [] : [{ path: 'zone', message: 'Not a time zone' }]),
    ...weekly.flatMap((spans, day) => spanProblems(spans, `weekly.${day}`)),
    ...exceptions.flatMap(({ date, spans }, i) => [
      ...(dates.indexOf(date) === i
        ? []
        : [{ path: `exceptions.${i}.date`, message: 'Another exception has this date' }]),
      ...spanProblems(spans, `exceptions.${i}.spans`),
    ]),
  ]
}

/** A span may last over midnight, but whoever opens twice closes in between. */
function spanProblems(spans: readonly OpenSpan[], path: string): DeskProblem[] {
  return spans.flatMap(({ from, to }, i) => {
    const overlaps = spans.slice(0, i).some((other) => from < endOf(other) && other.from < endOf({ from, to }))
    return overlaps ? [{ path: `${path}.${i}.from`, message: 'Overlaps another span' }] : []
  })
}

/** As it compares with times of the same date: a span over midnight ends after all of them. */
function endOf({ from, to }: OpenSpan): string {
  return to > from ? to : '24:00'
}

/** A higher tier that waits longer, or a next answer that may take longer than the first, is a slip of the hand. */
export function targetsProblems(targets: Targets): DeskProblem[] {
  return tiers.flatMap((tier, rank) => {
    const { firstSeconds, nextSeconds } = targets[tier]
    const below = targets[tiers[rank - 1] ?? tier]
    return [
      ...(firstSeconds <= below.firstSeconds
        ? []
        : [{ path: `${tier}.firstSeconds`, message: 'Longer than a lower tier waits' }]),
      ...(nextSeconds <= below.nextSeconds
        ? []
        : [{ path: `${tier}.nextSeconds`, message: 'Longer than a lower tier waits' }]),
      ...(nextSeconds <= firstSeconds
        ? []
        : [{ path: `${tier}.nextSeconds`, message: 'Longer than the first answer' }]),
    ]
  })
}
