import type { Situation } from '../evidence.ts'
import { isCommit } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

interface Committed {
  readonly wall: number
  readonly version: number
}

/**
 * I9: a client that shows "live" is at least where the book was the bound ago. Clients and members share one machine,
 * and so one wall clock.
 */
export function watchStaleness(findings: Findings, { bounds }: Situation): Watcher {
  const books = new Map<string, Committed[]>()
  return {
    write(write) {
      if (!isCommit(write)) return
      const committed = { wall: write.wall, version: write.after.version }
      const known = books.get(write.bookId)
      if (known === undefined) books.set(write.bookId, [committed])
      else known.push(committed)
    },
    entry(entry) {
      if (entry.op !== 'feed.live' || entry.book === null || entry.ver === null) return
      findings.judge()
      const due = lastBefore(books.get(entry.book) ?? [], entry.tWall - bounds.stalenessMs)
      if (due === undefined || entry.ver >= due.version) return
      const age = Math.round(entry.tWall - due.wall)
      findings.violation(
        `${entry.sess} showed version ${entry.ver} of ${entry.book} as live`,
        `version ${due.version} was ${age} ms old`,
      )
    },
  }
}

/** The last of them at or before `wall`, by halving: they are in the order of time. */
function lastBefore(commits: readonly Committed[], wall: number): Committed | undefined {
  let [low, high] = [0, commits.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((commits[middle]?.wall ?? 0) <= wall) low = middle + 1
    else high = middle
  }
  return commits[low - 1]
}
