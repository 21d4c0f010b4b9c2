import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

interface Effect {
  readonly where: string
  readonly confirms: boolean
}

/**
 * I3: what is confirmed was asked for, and what was answered with a definite no did not happen.
 */
export function watchPhantoms(findings: Findings): Watcher {
  const effects = new Map<string, Effect>()
  const unasked = new Map<string, Effect>()
  return {
    write(write) {
      if (!isCommit(write)) return
      for (const record of newEvents(write)) {
        if (record.requestId === null) continue
        const where = `${record.op} of ${record.actor} in ${write.bookId} version ${record.version}`
        const key = `${record.actor} ${record.requestId}`
        const effect = { where, confirms: confirms(record) || effects.get(key)?.confirms === true }
        effects.set(key, effect)
        if (effect.confirms) unasked.set(key, effect)
      }
    },
    entry(entry) {
      if (entry.key === null || entry.actor === null) return
      const key = `${entry.actor} ${entry.key}`
      if (entry.kind === 'invoke') unasked.delete(key)
      if (entry.kind !== 'fail' || entry.data.code === 'request_id_reused') return
      findings.judge()
      const effect = effects.get(key)
      if (effect === undefined) return
      findings.violation(
        `${entry.proc} heard ${entry.data.code} to ${entry.op} under ${entry.key}`,
        `the oplog has ${effect.where}`,
      )
    },
    end() {
      for (const { confirms: asked } of effects.values()) if (asked) findings.judge()
      for (const { where } of unasked.values()) findings.violation(`nobody asked for ${where}`)
    },
  }
}

function confirms({ event }: EventRecord): boolean {
  return (event.type === 'claim.made' || event.type === 'claim.changed') && event.claim.state === 'confirmed'
}
