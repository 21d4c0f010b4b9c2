import type { OnItsWay } from '../../server/core/notices/claims.ts'
import { createFindings, type Verdict } from './findings.ts'

/** What a run of notices left behind. */
export interface NoticeEvidence {
  /** The ledger, as it lies in the database. */
  readonly rows: readonly OnItsWay[]
  /** What the provider got: the id of the delivery, once for each time. */
  readonly sunk: readonly string[]
  /** Senders that were killed, or links that were cut, between handing over and writing down. */
  readonly kills: number
  /** An instant: what was due by then must have ended. */
  readonly until: number
}

const ended: ReadonlySet<OnItsWay['state']> = new Set(['sent', 'ambiguous', 'suppressed', 'dead'])

/**
 * I13: nothing reaches anybody twice, but what is marked that nobody could know; and no more is so marked than was cut
 * off. I14: nothing that was due is still under way, and what is called sent was sent.
 */
export function judgeNotices({ rows, sunk, kills, until }: NoticeEvidence): readonly Verdict[] {
  const [atMostOnce, atLeastOnce] = [createFindings(), createFindings()]
  const times = new Map<string, number>()
  for (const id of sunk) times.set(id, (times.get(id) ?? 0) + 1)
  const known = new Map(rows.map((row) => [row._id, row]))
  for (const [id, count] of times) {
    atMostOnce.judge()
    const row = known.get(id)
    if (row === undefined) atMostOnce.violation(`${id} reached somebody, and no row knows of it`)
    else if (count > 1 && !isUnsure(row)) atMostOnce.violation(`${id} reached somebody ${count} times: ${row.state}`)
  }
  const unsure = rows.filter(isUnsure).length
  if (unsure > kills) atMostOnce.violation(`${unsure} are called unsure, and ${kills} were cut off`)
  for (const { _id, state, dueAt } of rows) {
    if (!ended.has(state) && dueAt !== undefined && dueAt.getTime() > until && state === 'pending') continue
    atLeastOnce.judge()
    if (!ended.has(state)) atLeastOnce.violation(`${_id} is ${state}`)
    else if (state === 'sent' && !times.has(_id)) atLeastOnce.violation(`${_id} is called sent, and reached nobody`)
  }
  return [atMostOnce.verdict('I13', 'told at most once'), atLeastOnce.verdict('I14', 'told, or known why not')]
}

function isUnsure({ state, unsure }: OnItsWay): boolean {
  return state === 'ambiguous' || unsure === true
}
