import type { Situation } from '../evidence.ts'
import { changedClaims, isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

/**
 * I18: at every committed version no guest has more holds at once than allowed, over all books. A hold past its end
 * does not count, nor one that staff made. A hold has no phone number before it is confirmed, so none is counted here.
 */
export function watchHoldLimits(findings: Findings, { bounds }: Situation): Watcher {
  /** Claim ids with their ends, by holder. */
  const holds = new Map<string, Map<string, number>>()

  function put(holder: string, claimId: string, expiresAt: number): Map<string, number> {
    const mine = holds.get(holder) ?? new Map<string, number>()
    holds.set(holder, mine.set(claimId, expiresAt))
    return mine
  }

  return {
    write(write) {
      if (!isCommit(write)) return
      const { bookId, before, after } = write
      const actorOf = new Map(
        newEvents(write).flatMap(({ event, actor }) =>
          event.type === 'claim.made' ? [[event.claim.id, actor] as const] : [],
        ),
      )
      for (const id of changedClaims(write)) {
        const [old, claim] = [before?.claims[id], after.claims[id]]
        const known = old !== undefined && holds.get(old.holder)?.delete(id) === true
        if (claim?.state !== 'held' || claim.expiresAt === null) continue
        if (!known && actorOf.get(id) !== claim.holder) continue
        findings.judge()
        const mine = put(claim.holder, id, claim.expiresAt)
        const active = [...mine].filter(([, expiresAt]) => expiresAt > after.committedAt)
        if (active.length <= bounds.holdsPerGuest) continue
        findings.violation(`${bookId} version ${after.version}: ${claim.holder} has ${active.length} holds at once`)
      }
    },
  }
}
