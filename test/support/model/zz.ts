import { writeFileSync } from 'node:fs'
import { findFailure } from './laneSchedules.ts'

const [from, to] = process.argv.slice(2).map(Number)
process.on('unhandledRejection', (e) => {
  console.log('UNHANDLED', e)
  process.exit(1)
})
const t = performance.now()
const f = await findFailure(from!, to!)
console.log(((performance.now() - t) / (to! - from!)).toFixed(2), 'ms each')
if (f) {
  console.log(f.plan.seed, JSON.stringify(f.violations))
  writeFileSync('/tmp/plan.json', JSON.stringify(f.plan))
}
