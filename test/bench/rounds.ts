import { percentile } from '../replay/tally.ts'

/** One way to do the work that is compared. */
export interface Contender {
  readonly name: string
  /** One operation, done and acknowledged. @returns how many commands it was; 0: refused, and not counted */
  once(worker: number): Promise<number>
  /** Before its first slice. */
  prepare?(): Promise<void>
  /** After each operation, in the slice's time and not in the operation's latency. */
  tidy?(worker: number): Promise<void>
}

/** What one contender did in one slice. */
export interface Slice {
  readonly perSecond: number
  readonly latencies: readonly number[]
  readonly refused: number
  /** Microseconds of this process's CPU per command: what wall time says less well on a busy machine. */
  readonly cpuMicros: number
}

export interface RoundsOptions {
  readonly inFlight: number
  readonly rounds: number
  readonly sliceMs: number
  /** What runs for the first time runs slowly, whoever wrote it. @default 4_000 */
  readonly warmMs?: number
}

/**
 * Everybody in turn, in short slices, round after round: what the machine does meanwhile meets all alike, and a ratio
 * is made within one round only.
 */
export async function runRounds(
  contenders: readonly Contender[],
  options: RoundsOptions,
): Promise<Map<string, readonly Slice[]>> {
  const slices = new Map<string, Slice[]>(contenders.map(({ name }) => [name, []]))
  for (const contender of contenders) {
    await contender.prepare?.()
    await runSlice(contender, { ...options, sliceMs: options.warmMs ?? 4_000 })
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const contender of contenders) slices.get(contender.name)?.push(await runSlice(contender, options))
  }
  return slices
}

async function runSlice({ once, tidy }: Contender, { inFlight, sliceMs }: RoundsOptions): Promise<Slice> {
  const latencies: number[] = []
  let [commands, refused] = [0, 0]
  const from = performance.now()
  const cpu = process.cpuUsage()
  const worker = async (_: unknown, index: number): Promise<void> => {
    while (performance.now() - from < sliceMs) {
      const begun = performance.now()
      const done = await once(index)
      if (done === 0) refused += 1
      commands += done
      for (let n = 0; n < done; n++) latencies.push((performance.now() - begun) / done)
      await tidy?.(index)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const { user, system } = process.cpuUsage(cpu)
  const cpuMicros = (user + system) / commands
  return { perSecond: (commands * 1000) / (performance.now() - from), latencies, refused, cpuMicros }
}

/** Middle and ends of what a comparison gave in its rounds. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: percentile(sorted, 50), least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN }
}

/** `a` in units of `b`, round by round. */
export function ratioOf(a: readonly Slice[], b: readonly Slice[], of: (slice: Slice) => number): Spread {
  return spreadOf(a.map((slice, round) => of(slice) / of(b[round] ?? slice)))
}

export const perSecond = ({ perSecond: rate }: Slice): number => rate

export const cpuMicros = ({ cpuMicros: micros }: Slice): number => micros

export function latency(hundredths: number): (slice: Slice) => number {
  return ({ latencies }) =>
    percentile(
      [...latencies].sort((a, b) => a - b),
      hundredths,
    )
}
