import type { Instant } from '../../../shared/domain/book/types.ts'
import type { PrimaryClock } from '../lane/ports.ts'

export interface PrimaryClockDeps {
  /** `hello.localTime` of the primary, in milliseconds. */
  readonly hello: () => Promise<Instant>
  /** Elapsed milliseconds; never wall time, which may jump. */
  readonly monotonic: () => number
}

/** The primary's clock at an instant of ours, give or take `uncertainty`. */
interface Sample {
  readonly offset: number
  readonly takenAt: number
  readonly uncertainty: number
}

/** Looks at a time, of which the sharpest counts: a reply that waited on a busy node puts the estimate behind by half of that. */
const looks = 5

/** How far two clocks part in a while: generous for quartz, 500 parts in a million. */
const drift = 0.0005

/**
 * Estimate of the primary's clock, from the middle of the shortest of a few round trips.
 *
 * Runs by our monotonic clock between the looks at the primary, and between corrections never steps back: until the primary
 * has caught up, it stands still. Only `correct` may step back, because a guard that failed has shown that we are ahead.
 */
export function createPrimaryClock({ hello, monotonic }: PrimaryClockDeps) {
  let sample: Sample | null = null
  let floor = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  const look = async (): Promise<Sample> => {
    const sentAt = monotonic()
    const localTime = await hello()
    const takenAt = monotonic()
    const uncertainty = (takenAt - sentAt) / 2
    // The primary cuts fractions of a millisecond off: half of one is lost on average.
    return { offset: localTime + 0.5 - (sentAt + takenAt) / 2, takenAt, uncertainty: uncertainty + 0.5 }
  }

  const sharpest = async (): Promise<Sample> => {
    let best = await look()
    for (let n = 1; n < looks; n++) {
      // One that was answered is enough.
      const next = await look().catch(() => null)
      if (next === null) return best
      if (next.uncertainty < best.uncertainty) best = next
    }
    return best
  }

  const refresh = async () => {
    const next = await sharpest()
    if (sample === null || isBetter(next, sample)) sample = next
  }

  return {
    now: () => {
      if (sample === null) throw new Error('The primary was not asked for its time yet.')
      floor = Math.max(floor, Math.floor(monotonic() + sample.offset))
      return floor
    },
    correct: async () => {
      sample = await sharpest()
      floor = Number.NEGATIVE_INFINITY
    },
    /** Asks now, and then again every `everyMs`. */
    start: async (everyMs = 10_000) => {
      await refresh()
      // A look that fails leaves the estimate as it is; whatever it is worth, the guards of each commit tell.
      timer = setInterval(() => void refresh().catch(() => undefined), everyMs).unref()
    },
    stop: () => clearInterval(timer),
  } satisfies PrimaryClock & { start: unknown; stop: unknown }
}

/** Sharper than the old one by now, or so different that the clock itself must have changed (another primary). */
function isBetter(next: Sample, old: Sample): boolean {
  const aged = old.uncertainty + (next.takenAt - old.takenAt) * drift
  return next.uncertainty <= aged || Math.abs(next.offset - old.offset) > next.uncertainty + aged
}
