import { type Bounds, healthyBounds, type Oplog, type Situation } from './evidence.ts'
import { createFindings, type Findings, type InvariantId, type Verdict, type Watcher } from './findings.ts'
import type { HistoryEntry } from './history.ts'
import { watchAudit } from './invariants/audit.ts'
import { watchAuthorisation } from './invariants/authorisation.ts'
import { watchConfirmations } from './invariants/confirmations.ts'
import { watchDoubleBooking } from './invariants/doubleBooking.ts'
import { watchEdges } from './invariants/edges.ts'
import { watchFeeds } from './invariants/feeds.ts'
import { watchHoldLimits } from './invariants/holdLimits.ts'
import { watchHolds } from './invariants/holds.ts'
import { watchIdempotency } from './invariants/idempotency.ts'
import { watchOutbox } from './invariants/outbox.ts'
import { watchOwnWrites } from './invariants/ownWrites.ts'
import { watchPhantoms } from './invariants/phantoms.ts'
import { watchRefresh } from './invariants/refresh.ts'
import { watchRevocation } from './invariants/revocation.ts'
import { watchStaleness } from './invariants/staleness.ts'
import { watchVersions } from './invariants/versions.ts'

type Watch = (findings: Findings, situation: Situation) => Watcher

const invariants: readonly (readonly [InvariantId, string, Watch])[] = [
  ['I1', 'no double booking', watchDoubleBooking],
  ['I2', 'no lost confirmation', watchConfirmations],
  ['I3', 'no phantom', watchPhantoms],
  ['I4', 'idempotency', watchIdempotency],
  ['I5', 'a hold ends once, and in time', watchHolds],
  ['I6', 'version chain', watchVersions],
  ['I7', 'outbox complete', watchOutbox],
  ['I8', 'feed gapless', watchFeeds],
  ['I9', 'bounded silent staleness', watchStaleness],
  ['I10', 'read your writes', watchOwnWrites],
  ['I15', 'revocation', watchRevocation],
  ['I16', 'refresh', watchRefresh],
  ['I17', 'authorisation', watchAuthorisation],
  ['I18', 'hold limits', watchHoldLimits],
  ['I19', 'state machine', watchEdges],
  ['I20', 'audit', watchAudit],
]

export type History = Iterable<HistoryEntry> | AsyncIterable<HistoryEntry>

/**
 * Judges a run by what the database logged and what the clients saw: offline, the same verdict for the same evidence,
 * and each line of it looked at once.
 */
export async function judge(
  history: History,
  oplog: Oplog,
  bounds: Bounds = healthyBounds,
): Promise<readonly Verdict[]> {
  const situation = { bounds, settings: oplog.settings }
  const watched = invariants.map(([id, title, watch]) => {
    const findings = createFindings()
    return { id, title, findings, watcher: watch(findings, situation) }
  })
  let wall = 0
  for await (const write of oplog.writes) {
    wall = Math.max(wall, write.wall)
    for (const { watcher } of watched) watcher.write?.(write)
  }
  for (const row of oplog.outbox()) for (const { watcher } of watched) watcher.row?.(row)
  for await (const entry of history) for (const { watcher } of watched) watcher.entry?.(entry)
  for (const { watcher } of watched) watcher.end?.(wall)
  return watched.map(({ id, title, findings }) => findings.verdict(id, title))
}

/** The verdicts for a reader, one line each, the witness below what is broken. */
export function printVerdicts(verdicts: readonly Verdict[]): string {
  const signs = { holds: 'holds ', broken: 'BROKEN', unseen: 'unseen' }
  const lines = verdicts.flatMap(({ id, title, outcome, judged, violations, witness }) => [
    `${id.padEnd(4)} ${signs[outcome]}  ${title}: ${judged} judged, ${violations} violations`,
    ...witness.map((line) => `       ${line}`),
  ])
  return lines.join('\n')
}
