import type { Findings, Watcher } from '../findings.ts'
import type { HistoryEntry } from '../history.ts'

interface Followed {
  readonly epoch: string | undefined
  readonly version: string | undefined
  readonly book: number
}

/**
 * I8: after a snapshot the patches a client applies chain without a hole, a feed never goes back, and at rest its
 * content is that of a fresh snapshot.
 */
export function watchFeeds(findings: Findings): Watcher {
  const followed = new Map<string, Followed>()

  function judgePatch(entry: HistoryEntry, at: Followed | undefined): void {
    findings.judge()
    const { from, to, epoch } = entry.data
    const told = `${entry.sess} applied a patch of ${entry.data.feed} from ${from} to ${to}`
    if (at === undefined) return findings.violation(told, 'it had no snapshot')
    if (at.epoch !== epoch) findings.violation(told, `its epoch was ${at.epoch}, the patch is of ${epoch}`)
    else if (at.version !== from) findings.violation(told, `it was at ${at.version}`)
  }

  function judgeOrder(entry: HistoryEntry, at: Followed | undefined): void {
    if (at === undefined || at.epoch !== entry.data.epoch || (entry.ver ?? 0) >= at.book) return
    findings.violation(`${entry.sess} was at version ${at.book} of ${entry.data.feed}`, `and went back to ${entry.ver}`)
  }

  return {
    entry(entry) {
      const { feed, to, epoch, hash, freshHash } = entry.data
      if (feed === undefined || entry.kind !== 'ok') return
      const key = `${entry.proc} ${entry.sess} ${feed}`
      const at = followed.get(key)
      if (entry.op === 'feed.patch') judgePatch(entry, at)
      if (entry.op === 'feed.patch' || entry.op === 'feed.open') {
        judgeOrder(entry, at)
        followed.set(key, { epoch, version: to, book: entry.ver ?? 0 })
      }
      if (entry.op !== 'feed.rest') return
      findings.judge()
      if (hash !== freshHash) {
        findings.violation(
          `${entry.sess} at rest holds ${feed} at ${to} as ${hash}`,
          `a fresh snapshot at ${entry.data.freshVersion} is ${freshHash}`,
        )
      }
    },
  }
}
