import type { Findings, Watcher } from '../findings.ts'

/** One presentation of a refresh token. */
interface Use {
  readonly sess: string
  readonly from: string
  readonly askedAt: number
  /** The successor; null where it was refused or nobody knows. */
  to: string | null
  answeredAt: number
}

/**
 * I16: a refresh token has one successor, however often it is presented; a token presented after its successor was is a
 * copy, and nothing of the session succeeds from the answer to it on.
 */
export function watchRefresh(findings: Findings): Watcher {
  const uses = new Map<string, Use>()
  return {
    entry({ op, kind, n, proc, sess, tWall, data }) {
      if (op !== 'session.renew' || sess === null) return
      if (kind === 'invoke') {
        const use = { sess, from: data.from ?? '', askedAt: tWall, to: null, answeredAt: Number.POSITIVE_INFINITY }
        uses.set(`${proc} ${n}`, use)
        return
      }
      const use = uses.get(`${proc} ${data.of}`)
      if (use === undefined) return
      use.answeredAt = tWall
      use.to = kind === 'ok' ? (data.to ?? '') : null
    },
    end() {
      const families = new Map<string, Use[]>()
      for (const use of uses.values()) families.set(use.sess, [...(families.get(use.sess) ?? []), use])
      for (const family of families.values()) judgeFamily(findings, family)
    },
  }
}

function judgeFamily(findings: Findings, uses: readonly Use[]): void {
  findings.judge()
  const successors = new Map<string, string>()
  const firstUsed = new Map<string, number>()
  for (const { from, to, answeredAt } of uses) {
    if (to === null) continue
    const known = successors.get(from)
    if (known !== undefined && known !== to) findings.violation(`token ${from}`, `two successors, ${known} and ${to}`)
    successors.set(from, to)
    firstUsed.set(from, Math.min(firstUsed.get(from) ?? Number.POSITIVE_INFINITY, answeredAt))
  }
  const isCopy = ({ from, askedAt }: Use) =>
    (firstUsed.get(successors.get(from) ?? '') ?? Number.POSITIVE_INFINITY) < askedAt
  const deadFrom = Math.min(...uses.filter(isCopy).map(({ answeredAt }) => answeredAt))
  for (const use of uses) {
    if (use.to === null) continue
    if (isCopy(use)) findings.violation(`token ${use.from} of ${use.sess}`, 'taken after its successor was used')
    else if (use.askedAt > deadFrom) {
      findings.violation(`token ${use.from} of ${use.sess}`, 'taken after a copy was seen')
    }
  }
}
