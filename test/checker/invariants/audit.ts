import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { changedClaims, isCommit, newEvents, partsOf } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

/** Commands that nobody sends: they come from time, from settings, or from the outcome of a bundle. */
const ownCommands: ReadonlySet<string> = new Set(['expire', 'adopt', 'bundleHold', 'bundleLeave', 'bundleFinish'])

/**
 * I20: every change of a claim has its entry in the history, each entry stands for a change, and says who, why and
 * under which request. A client's command has exactly one entry that carries its answer.
 */
export function watchAudit(findings: Findings): Watcher {
  return {
    write(write) {
      if (!isCommit(write)) return
      const { bookId, after } = write
      const where = `${bookId} version ${after.version}`
      const events = newEvents(write)
      const told = new Set(events.flatMap(claimsOf))
      for (const id of changedClaims(write)) {
        findings.judge()
        if (!told.has(id)) findings.violation(`${where}: claim ${id} changed and no entry says so`)
      }
      for (const [index, record] of events.entries()) {
        if (record.n !== index) findings.violation(`${where}: entry ${index} is numbered ${record.n}`)
        const missing = missingOf(record)
        if (missing !== null) findings.violation(`${where}: entry ${record.n} (${record.op}) has no ${missing}`)
        if (record.book !== bookId || partsOf(bookId).date === '') {
          findings.violation(`${where}: an entry of ${record.book}`)
        }
      }
    },
  }
}

function missingOf({ actor, requestId, op, event, answer }: EventRecord): string | null {
  if (actor === '') return 'actor'
  if (event.type !== 'settings.adopted' && event.type !== 'claim.made' && event.why.length === 0) return 'reason'
  if (answer !== null && requestId === null && !ownCommands.has(op)) return 'request id'
  const bySomebody = event.type === 'claim.made' || (event.type === 'claim.ended' && event.why !== 'due')
  return bySomebody && requestId === null && !ownCommands.has(op) ? 'request id' : null
}

function claimsOf({ event }: EventRecord): readonly string[] {
  if (event.type === 'settings.adopted') return event.flagged
  return [event.claim.id]
}
