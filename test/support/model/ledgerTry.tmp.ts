import { limitsShape, changesShape, makeGuestPlan } from './ledgerPlan.ts'
import { playGuests } from './ledgerSchedules.ts'
const [from, to] = [Number(process.argv[2]), Number(process.argv[3])]
const t = performance.now(), c = process.cpuUsage()
const mist = process.argv[5] ? { [process.argv[5]]: true } : {}
for (let seed = from; seed < to; seed++) {
  const v = await playGuests(makeGuestPlan(seed, process.argv[4] === 'c' ? changesShape : limitsShape), mist)
  if (v.length) console.log(seed, JSON.stringify(v.slice(0, 3)))
}
console.log(Math.round(performance.now() - t), 'ms', process.cpuUsage(c).user / 1000)
