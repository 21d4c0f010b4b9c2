import { percentile, type Tally } from './tally.ts'

/** What became of the rows, with re-packing off and on. */
export function printReport(off: Tally, on: Tally): string {
  const gained = on.accepted.covers - off.accepted.covers
  const share = (gained / off.accepted.covers) * 100
  return [
    ...[off, on].flatMap(printTally),
    `covers gained by re-packing: ${gained} (${share >= 0 ? '+' : ''}${share.toFixed(2)} %)`,
    ...printLatencies([off, on]),
  ].join('\n')
}

function printTally({
  repacking,
  accepted,
  refused,
  refusedCovers,
  lapsed,
  cancels,
  changes,
}: Tally): readonly string[] {
  const reasons = [...refused].sort(([, a], [, b]) => b - a).map(([why, count]) => `${why} ${count}`)
  const parties = [...refused.values()].reduce((sum, count) => sum + count, 0)
  return [
    `re-packing ${repacking ? 'on' : 'off'}:`,
    `  accepted ${accepted.parties} parties, ${accepted.covers} covers`,
    `  refused  ${parties} parties, ${refusedCovers} covers: ${reasons.join(', ')}`,
    `  ${lapsed} holds left to run out; ${cancels.done} cancelled (${cancels.refused} refused); ${changes.done} changed (${changes.refused} refused)`,
  ]
}

function printLatencies(tallies: readonly Tally[]): readonly string[] {
  const operations = new Set(tallies.flatMap(({ latencies }) => [...latencies.keys()]))
  return [...operations].map((op) => {
    const all = tallies.flatMap(({ latencies }) => latencies.get(op) ?? []).sort((a, b) => a - b)
    const [p50, p90, p99, most] = [50, 90, 99, 100].map((part) => percentile(all, part).toFixed(0))
    return `  ${op.padEnd(20)} ${String(all.length).padStart(6)} calls, ms: p50 ${p50}, p90 ${p90}, p99 ${p99}, longest ${most}`
  })
}
