import { cpuMicros, latency, perSecond, type Slice, type Spread, spreadOf } from './rounds.ts'

/** A figure, what it should be, and whether it is. */
export interface Goal {
  readonly what: string
  readonly spread: Spread
  /** The median should be at least, or at most, this. */
  readonly least?: number
  readonly most?: number
  readonly unit?: string
  /** What stands in the way, as far as it is known; said where the goal is missed. */
  readonly why?: string
}

export function isMet({ spread: { median }, least = -Infinity, most = Infinity }: Goal): boolean {
  return median >= least && median <= most
}

export function printGoal(goal: Goal): string {
  const { what, spread, least, most, unit = 'x' } = goal
  const wanted = least === undefined ? `at most ${most}` : `at least ${least}`
  const verdict = isMet(goal) ? 'met' : 'SHORT'
  const line = `${verdict.padEnd(6)}${what}: ${round(spread.median)} ${unit} [${round(spread.least)} to ${round(spread.most)}], goal ${wanted}`
  return goal.why === undefined || isMet(goal) ? line : `${line}\n        ${goal.why}`
}

export function printSlices(slices: ReadonlyMap<string, readonly Slice[]>): string {
  const lines = [...slices].map(([name, its]) => {
    const [rate, p50, p99, cpu] = [perSecond, latency(50), latency(99), cpuMicros].map((of) =>
      round(spreadOf(its.map(of)).median),
    )
    const refused = its.reduce((sum, slice) => sum + slice.refused, 0)
    return `  ${name.padEnd(34)} ${String(rate).padStart(8)} per s, p50 ${p50} ms, p99 ${p99} ms, cpu ${cpu} us each${refused > 0 ? `, ${refused} refused` : ''}`
  })
  return lines.join('\n')
}

export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}
