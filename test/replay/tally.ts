import type { Answer } from '../../shared/contract/wire.ts'
import type { Visit } from './plan.ts'

/** What became of all rows in the rooms of one kind. */
export interface Tally {
  readonly repacking: boolean
  readonly refused: ReadonlyMap<string, number>
  readonly accepted: { parties: number; covers: number }
  readonly refusedCovers: number
  readonly lapsed: number
  readonly cancels: { done: number; refused: number }
  readonly changes: { done: number; refused: number }
  /** Milliseconds by operation, its tries under one request id taken together. */
  readonly latencies: ReadonlyMap<string, readonly number[]>
  time<T>(op: string, act: () => Promise<T>): Promise<T>
  count(visit: Visit, answer: Answer<unknown> | null): void
  lapse(): void
  cancelled(answer: Answer<unknown> | null): void
  changed(answer: Answer<unknown> | null): void
}

export function createTally(repacking: boolean): Tally {
  const refused = new Map<string, number>()
  const latencies = new Map<string, number[]>()
  const accepted = { parties: 0, covers: 0 }
  const [cancels, changes] = [zero(), zero()]
  let [refusedCovers, lapsed] = [0, 0]
  return {
    repacking,
    refused,
    accepted,
    cancels,
    changes,
    latencies,
    get refusedCovers() {
      return refusedCovers
    },
    get lapsed() {
      return lapsed
    },
    async time(op, act) {
      const from = performance.now()
      const result = await act()
      const known = latencies.get(op) ?? []
      known.push(performance.now() - from)
      latencies.set(op, known)
      return result
    },
    count({ party }, answer) {
      if (answer?.ok === true) {
        accepted.parties += 1
        accepted.covers += party
        return
      }
      const why = reasonOf(answer)
      refused.set(why, (refused.get(why) ?? 0) + 1)
      refusedCovers += party
    },
    lapse: () => void (lapsed += 1),
    cancelled: (answer) => void (answer?.ok === true ? (cancels.done += 1) : (cancels.refused += 1)),
    changed: (answer) => void (answer?.ok === true ? (changes.done += 1) : (changes.refused += 1)),
  }
}

function zero(): { done: number; refused: number } {
  return { done: 0, refused: 0 }
}

function reasonOf(answer: Answer<unknown> | null): string {
  if (answer === null) return 'no answer'
  return answer.ok ? 'ok' : (answer.error.reason ?? answer.error.code)
}

/** The value below which so many of a hundred lie; `sorted` rises. */
export function percentile(sorted: readonly number[], hundredths: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * hundredths) / 100))] ?? Number.NaN
}
