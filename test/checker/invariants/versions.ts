import { isDeepStrictEqual } from 'node:util'
import type { BookEvent, Claim } from '../../../shared/domain/book/types.ts'
import { changedClaims, isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

/**
 * I6: versions run 1..n without gap or repeat, and folding the events of each over the one before gives its claims.
 * The fold is the checker's own; it shares nothing with the one it judges.
 */
export function watchVersions(findings: Findings): Watcher {
  return {
    write(write) {
      const { bookId, before, after } = write
      if (after === null) return
      const from = before?.version ?? 0
      const touched = changedClaims(write)
      if (!isCommit(write)) {
        if (touched.length > 0) findings.violation(`${bookId}: claims changed and version ${after.version} stayed`)
        return
      }
      findings.judge()
      const where = `${bookId} version ${after.version}`
      if (after.version !== from + 1) return findings.violation(`${where} came after version ${from}`)
      const folded = new Map<string, Claim>(Object.entries(before?.claims ?? {}))
      const events = newEvents(write)
      for (const { event } of events) fold(folded, event)
      const ids = new Set([...touched, ...events.flatMap(({ event }) => claimsOf(event))])
      for (const id of ids) {
        if (isDeepStrictEqual(folded.get(id), after.claims[id])) continue
        findings.violation(
          `${where}: claim ${id} is not what its events say`,
          JSON.stringify(after.claims[id] ?? null),
          JSON.stringify(folded.get(id) ?? null),
        )
      }
    },
  }
}

function claimsOf(event: BookEvent): readonly string[] {
  if (event.type === 'settings.adopted') return event.flagged
  return [event.claim.id]
}

function fold(claims: Map<string, Claim>, event: BookEvent): void {
  if (event.type === 'claim.ended') claims.delete(event.claim.id)
  else if (event.type !== 'settings.adopted') claims.set(event.claim.id, event.claim)
  else for (const [id, claim] of claims) claims.set(id, { ...claim, flagged: event.flagged.includes(id) })
}
