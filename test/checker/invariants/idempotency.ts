import { isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'
import type { HistoryEntry } from '../history.ts'

/**
 * I4: one request id has at most one effect per book and actor, all its answers are equal, and another payload under
 * it has none.
 */
export function watchIdempotency(findings: Findings): Watcher {
  const versions = new Map<string, number>()
  const bodies = new Map<string, string>()
  const answers = new Map<string, { readonly answer: string | undefined; readonly body: string | undefined }>()

  function judgeAnswer(entry: HistoryEntry, key: string): void {
    const ask = `${entry.proc} ${entry.data.of}`
    const body = bodies.get(ask)
    bodies.delete(ask)
    if (entry.kind !== 'ok') return
    findings.judge()
    const first = answers.get(key)
    const told = `${entry.proc} got ok to ${entry.op} under ${entry.key}`
    if (first === undefined) answers.set(key, { answer: entry.data.answer, body })
    else if (first.body !== body) findings.violation(told, 'another payload under it was answered ok before')
    else if (first.answer !== entry.data.answer) findings.violation(told, 'the first answer was another one')
  }

  return {
    write(write) {
      if (!isCommit(write)) return
      const answered = new Set<string>()
      for (const { actor, requestId, version, answer } of newEvents(write)) {
        if (requestId === null) continue
        findings.judge()
        const key = `${write.bookId} ${actor} ${requestId}`
        const before = versions.get(key) ?? version
        versions.set(key, version)
        const what = `request ${requestId} of ${actor} in ${write.bookId}`
        if (before !== version) {
          findings.violation(what, `took effect in version ${before}`, `and in version ${version}`)
        }
        if (answer !== null && answered.has(key)) findings.violation(what, `has two answers in version ${version}`)
        if (answer !== null) answered.add(key)
      }
    },
    entry(entry) {
      if (entry.key === null || entry.actor === null) return
      if (entry.kind === 'invoke') bodies.set(`${entry.proc} ${entry.n}`, entry.data.body ?? '')
      else judgeAnswer(entry, `${entry.actor} ${entry.key}`)
    },
  }
}
