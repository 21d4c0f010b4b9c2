import { judgeLedger } from './ledgerJudge.ts'
import { judgeBundles } from './bundleJudge.ts'
import { limitsShape, changesShape, makeGuestPlan } from './ledgerPlan.ts'
import { simulateGuests } from './ledgerSimulation.ts'
const [from, to] = [Number(process.argv[2]), Number(process.argv[3])]
const shape = process.argv[4] === 'c' ? changesShape : limitsShape
const t = performance.now()
const count: Record<string, number> = {}
for (let seed = from; seed < to; seed++) {
  const h = await simulateGuests(makeGuestPlan(seed, shape))
  for (const o of h.ops)
    for (const e of o.ends) {
      const k =
        o.op.type +
        ':' +
        (e === 'crashed'
          ? 'crashed'
          : 'answer' in e
            ? e.answer.ok
              ? 'ok'
              : e.answer.refusal.code
            : 'unsettled:' + ((e.unsettled as any).code ?? (e.unsettled as any).stack))
      count[k] = (count[k] ?? 0) + 1
    }
  const v = [...judgeLedger(h), ...judgeBundles(h)]
  if (v.length) console.log(seed, JSON.stringify(v.slice(0, 3)))
}
console.log(count, Math.round(performance.now() - t), 'ms')
