import type { Claim } from '../../../shared/domain/book/types.ts'
import { shiftDate } from '../../../shared/domain/time/serviceDay.ts'
import type { Situation } from '../evidence.ts'
import { type BookState, changedClaims, isActive, isCommit, partsOf } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'
import { overfullIntervals } from './pacing.ts'
import { seatsOf } from './seats.ts'

/**
 * I1: in every committed version no unit has two active claims at one time, also across neighbouring books; seats
 * suffice; pacing is kept. Claims that staff marked as an override, or that a change of settings flagged, are set apart
 * from seats and pacing, never from overlap.
 */
export function watchDoubleBooking(findings: Findings, { settings }: Situation): Watcher {
  const books = new Map<string, BookState>()

  /** Books of one venue share units; a claim never reaches further than the next day. */
  function neighbours(bookId: string): readonly Claim[] {
    const { venueId, date } = partsOf(bookId)
    return [-1, 0, 1].flatMap((days) => Object.values(books.get(`${venueId}:${shiftDate(date, days)}`)?.claims ?? {}))
  }

  return {
    write(write) {
      if (write.after === null) books.delete(write.bookId)
      else books.set(write.bookId, write.after)
      if (!isCommit(write)) return
      findings.judge()
      const { bookId, after } = write
      const where = `${bookId} version ${after.version}`
      const changed = changedClaims(write).flatMap((id) => after.claims[id] ?? [])
      const standing = neighbours(bookId).filter((claim) => isActive(claim, after.committedAt))
      for (const claim of changed.filter((it) => isActive(it, after.committedAt))) {
        const other = standing.find((it) => it.id !== claim.id && collide(claim, it))
        if (other !== undefined) findings.violation(`${where}: one unit, two claims`, describe(claim), describe(other))
      }
      const rules = settings.get(`${partsOf(bookId).venueId}:${after.settingsVersion}`)
      if (rules === undefined) return
      for (const claim of changed.filter((it) => it.state !== 'blocked' && isJudged(it))) {
        const seats = seatsOf(rules, claim.unitIds)
        if (claim.party > seats) findings.violation(`${where}: ${seats} seats for ${claim.party}`, describe(claim))
      }
      const paced = Object.values(after.claims).filter((it) => isActive(it, after.committedAt) && isJudged(it))
      for (const overfull of overfullIntervals(rules, partsOf(bookId).date, paced, changed)) {
        findings.violation(`${where}: ${overfull}`)
      }
    },
  }
}

function isJudged(claim: Claim): boolean {
  return !claim.override && !claim.flagged
}

function collide(a: Claim, b: Claim): boolean {
  return a.start < b.end && b.start < a.end && a.unitIds.some((unitId) => b.unitIds.includes(unitId))
}

function describe(claim: Claim): string {
  const [start, end] = [claim.start, claim.end].map((at) => new Date(at).toISOString())
  return `claim ${claim.id} (${claim.state}, ${claim.party} people) has ${claim.unitIds.join('+')} from ${start} to ${end}`
}
