import { type OperationName, operations } from '../../../shared/contract/index.ts'
import { mayTry } from '../../../shared/contract/policy.ts'
import type { Situation } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'
import type { HistoryEntry } from '../history.ts'

interface Right {
  from: number
  until: number
}

interface Heard {
  first: number
  last: number
}

/**
 * I17: nobody is answered an operation that the matrix keeps from their role, and nobody hears anything of a feed they
 * have no right to, or no right any more once the bound for its end has passed. Feeds whose rights are not noted are
 * open to all.
 */
export function watchAuthorisation(findings: Findings, { bounds }: Situation): Watcher {
  const rights = new Map<string, Right>()
  const heard = new Map<string, Heard>()
  const guarded = new Set<string>()

  function noteRight({ op, actor, tWall, data: { feed = '' } }: HistoryEntry): void {
    guarded.add(feed)
    const key = `${actor} ${feed}`
    if (op === 'right.given') rights.set(key, { from: tWall, until: Number.POSITIVE_INFINITY })
    const right = rights.get(key)
    if (op === 'right.taken' && right !== undefined) right.until = tWall + bounds.revocationMs
  }

  return {
    entry(entry) {
      const { op, kind, actor, tWall, data } = entry
      if (op === 'right.given' || op === 'right.taken') return noteRight(entry)
      if (kind !== 'ok') return
      if (data.role !== undefined && Object.hasOwn(operations, op)) judgeRole(findings, entry)
      if (data.feed === undefined || actor === null) return
      const times = heard.get(`${actor} ${data.feed}`)
      if (times === undefined) heard.set(`${actor} ${data.feed}`, { first: tWall, last: tWall })
      else times.last = Math.max(times.last, tWall)
    },
    end() {
      for (const [key, { first, last }] of heard) {
        const feed = key.slice(key.indexOf(' ') + 1)
        if (!guarded.has(feed)) continue
        findings.judge()
        const right = rights.get(key)
        const within = right !== undefined && first >= right.from && last <= right.until
        if (!within) {
          findings.violation(key, right === undefined ? 'heard without any right' : 'heard outside of the right')
        }
      }
    },
  }
}

function judgeRole(findings: Findings, { op, actor, data: { role } }: HistoryEntry): void {
  if (role === undefined) return
  findings.judge()
  const { policy } = operations[op as OperationName]
  if (!mayTry(policy, [{ role, venueId: null }])) findings.violation(`${actor} as ${role}`, `was answered ${op}`)
}
