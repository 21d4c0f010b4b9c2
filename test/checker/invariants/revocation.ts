import type { Situation } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

interface LastSign {
  readonly at: number
  readonly what: string
}

/**
 * I15: a session that was ended is answered nothing and hears nothing after the bound; one whose token ran out, after a
 * moment. Only the last sign of life of each session is kept.
 */
export function watchRevocation(findings: Findings, { bounds }: Situation): Watcher {
  const last = new Map<string, LastSign>()
  const due = new Map<string, { at: number; why: string }>()

  function mustEnd(session: string, at: number, why: string): void {
    const known = due.get(session)
    if (known === undefined || at < known.at) due.set(session, { at, why })
  }

  return {
    entry({ op, kind, sess, tWall, data }) {
      const { session } = data
      if (op === 'session.ended' && session !== undefined) return mustEnd(session, tWall + bounds.revocationMs, 'ended')
      if (op === 'session.expires' && session !== undefined) {
        return mustEnd(session, tWall + bounds.expiredMs, 'ran out')
      }
      if (kind !== 'ok' || sess === null) return
      if (tWall > (last.get(sess)?.at ?? 0)) last.set(sess, { at: tWall, what: op })
    },
    end() {
      for (const [session, { at, why }] of due) {
        findings.judge()
        const sign = last.get(session)
        if (sign === undefined || sign.at <= at) continue
        findings.violation(`session ${session} ${why}`, `${sign.what} ${sign.at - at} ms after the bound`)
      }
    },
  }
}
