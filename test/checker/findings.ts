import type { BookWrite, OutboxRow } from './evidence.ts'
import type { HistoryEntry } from './history.ts'

export type InvariantId = `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20}`

/** What became of one invariant in one run. */
export interface Verdict {
  readonly id: InvariantId
  readonly title: string
  /** `unseen`: the run held nothing it could be judged by, which proves nothing. */
  readonly outcome: 'holds' | 'broken' | 'unseen'
  /** How many cases were judged. */
  readonly judged: number
  readonly violations: number
  /** The shortest account of a violation, a line per step; empty if there is none. */
  readonly witness: readonly string[]
}

export interface Findings {
  /** One more case was judged. */
  judge(): void
  violation(...witness: string[]): void
  verdict(id: InvariantId, title: string): Verdict
}

export function createFindings(): Findings {
  let judged = 0
  let violations = 0
  let shortest: readonly string[] = []
  return {
    judge: () => void (judged += 1),
    violation(...witness) {
      violations += 1
      if (violations === 1 || witness.length < shortest.length) shortest = witness
    },
    verdict(id, title) {
      const outcome = violations > 0 ? 'broken' : judged > 0 ? 'holds' : 'unseen'
      return { id, title, outcome, judged, violations, witness: shortest }
    },
  }
}

/** Watches a run pass by, once and in order: all writes, then the outbox, then all entries, then the end. */
export interface Watcher {
  write?(write: BookWrite): void
  row?(row: OutboxRow): void
  entry?(entry: HistoryEntry): void
  /** @param wall primary's clock at the last write seen */
  end?(wall: number): void
}
