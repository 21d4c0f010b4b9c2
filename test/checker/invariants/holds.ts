import type { Claim } from '../../../shared/domain/book/types.ts'
import type { Situation } from '../evidence.ts'
import { type BookState, changedClaims, isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

interface Held {
  readonly bookId: string
  readonly claim: Claim
}

/**
 * I5: a hold ends once, as confirmed, released or expired; expired within its bound after its end and never before,
 * confirmed never after. Time is the primary's.
 */
export function watchHolds(findings: Findings, { bounds }: Situation): Watcher {
  const held = new Map<string, Held>()
  const ended = new Map<string, string>()

  function judgeEnd(where: string, { claim }: Held, end: string, at: number): void {
    findings.judge()
    const before = ended.get(claim.id)
    ended.set(claim.id, `${where}: ${end}`)
    if (before !== undefined) findings.violation(before, `${where}: hold ${claim.id} ended again, as ${end}`)
    if (claim.expiresAt === null) return
    const late = at - claim.expiresAt
    const by = `${where}: hold ${claim.id} was ${end} ${Math.abs(late)} ms ${late < 0 ? 'before' : 'after'} its end`
    if (end === 'expired' && (late < 0 || late > bounds.expiryLagMs)) findings.violation(by)
    if (end === 'confirmed' && late > bounds.clockSlackMs) findings.violation(by)
  }

  function endOf(after: BookState, { claim }: Held, events: ReturnType<typeof newEvents>): string | null {
    const now = after.claims[claim.id]
    if (now !== undefined) return now.state === 'held' ? null : now.state
    const last = events.findLast(({ event }) => event.type === 'claim.ended' && event.claim.id === claim.id)
    return last?.event.type === 'claim.ended' ? last.event.end : 'gone'
  }

  return {
    write(write) {
      if (!isCommit(write)) return
      const { bookId, after } = write
      const events = newEvents(write)
      const where = `${bookId} version ${after.version}`
      for (const id of changedClaims(write)) {
        const before = held.get(id)
        const end = before === undefined ? null : endOf(after, before, events)
        if (before !== undefined && end !== null) {
          held.delete(id)
          judgeEnd(where, before, end, after.committedAt)
        }
        const claim = after.claims[id]
        if (claim?.state !== 'held') continue
        held.set(id, { bookId, claim })
        const ending = ended.get(id)
        if (ending !== undefined) findings.violation(ending, `${where}: the hold is there again`)
      }
    },
    end(wall) {
      for (const { bookId, claim } of held.values()) {
        if (claim.expiresAt === null || claim.expiresAt + bounds.expiryLagMs >= wall) continue
        findings.violation(
          `${bookId}: hold ${claim.id} ran out at ${new Date(claim.expiresAt).toISOString()} and never ended`,
        )
      }
    },
  }
}
