import { breakStore } from './brokenStore.ts'
import { findFailure } from './laneSchedules.ts'
process.on('unhandledRejection', (e) => {
  console.log('UNHANDLED', e)
  process.exit(1)
})
for (const r of [
  'skip-cas',
  'ignore-opid-on-retry',
  'no-expiry-predicate',
  'no-marker-check',
  'local-read-snapshot',
  'ack-before-majority',
] as const) {
  let from = 0
  const hits: any[] = []
  while (hits.length < 3 && from < 3000) {
    const f = await findFailure(from, 3000, r === 'ack-before-majority' ? { hasty: true } : { wrap: breakStore(r) })
    if (!f) break
    hits.push([f.plan.seed, f.violations[0]?.rule])
    from = f.plan.seed + 1
  }
  console.log(r, JSON.stringify(hits))
}
