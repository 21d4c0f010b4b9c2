import { readFileSync } from 'node:fs'
import { playLane } from './laneSchedules.ts'
import { simulateLanes } from './laneSimulation.ts'

const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
const wrap = (store: any) =>
  Object.fromEntries(
    Object.entries(store).map(([k, f]: any) => [
      k,
      (...a: any[]) => {
        const short =
          k === 'commit'
            ? JSON.stringify({
                v: a[0].version,
                g: a[0].guards,
                a: a[0].attemptId,
                ops: a[0].events.map((e: any) => e.op + '>' + e.event.type),
              })
            : JSON.stringify(a.slice(1))
        console.log('->', k, short)
        return f(...a).then(
          (r: any) => {
            console.log('<-', k, JSON.stringify(r)?.slice(0, 200))
            return r
          },
          (e: any) => {
            console.log('<!', k, e.message)
            throw e
          },
        )
      },
    ]),
  )
const h = await simulateLanes(plan, { wrap: wrap as any })
for (const o of h.ops)
  for (const t of o.tries) console.log(o.op.type, o.op.id, t.askedAt, t.endedAt, JSON.stringify(t.end))
console.log(await playLane(plan))
