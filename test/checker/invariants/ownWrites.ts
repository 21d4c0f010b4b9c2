import type { Findings, Watcher } from '../findings.ts'

/**
 * I10: what a session opens after an ok with version v is at v or later.
 */
export function watchOwnWrites(findings: Findings): Watcher {
  const written = new Map<string, number>()
  const owed = new Map<string, number>()
  return {
    entry(entry) {
      if (entry.sess === null || entry.book === null) return
      const key = `${entry.proc} ${entry.sess} ${entry.book}`
      const version = written.get(key) ?? 0
      if (entry.op !== 'feed.open') {
        if (entry.kind === 'ok' && entry.key !== null) written.set(key, Math.max(version, entry.ver ?? 0))
        return
      }
      if (entry.kind === 'invoke') owed.set(`${entry.proc} ${entry.n}`, version)
      if (entry.kind !== 'ok') return
      findings.judge()
      const least = owed.get(`${entry.proc} ${entry.data.of}`) ?? 0
      owed.delete(`${entry.proc} ${entry.data.of}`)
      if ((entry.ver ?? 0) < least) {
        findings.violation(
          `${entry.sess} wrote version ${least} of ${entry.book}`,
          `and then opened it at ${entry.ver}`,
        )
      }
    },
  }
}
