import { randomUUID } from 'node:crypto'
import { mongo } from 'mongoose'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { startReplicaSet } from '../support/servers.ts'
import { toyRules, toyWant } from '../support/model/toyRules.ts'
import { request, startLaneNode } from './laneKit.ts'
const members = Number(process.argv[2] ?? 3) as 1 | 3
await using set = await startReplicaSet({ members })
const many = Array.from({ length: 200 }, (_, i) => `t${i}`)
const rules = toyRules(many)
const db = 'bench'
const stat: Record<string, [number, number]> = {}
const wrap = (store: any) => Object.fromEntries(Object.entries(store).map(([k, f]: any) => [k, async (...x: any[]) => { const t = performance.now(); try { return await f(...x) } finally { const e = (stat[k] ??= [0, 0]); e[0]++; e[1] += performance.now() - t } }])) as any
const flush = () => { const out = Object.entries(stat).map(([k, [n, ms]]) => `${k} ${n}x${(ms / n).toFixed(1)}`).join(' '); for (const k of Object.keys(stat)) delete stat[k]; return out + ' cpu ' + JSON.stringify(process.cpuUsage()) }
await using a = await startLaneNode(set.uri, db, { rules, wrap, deps: { limits: { bookBytes: 5e7 } } })
await using b = await startLaneNode(set.uri, db, { rules, wrap, deps: { limits: { bookBytes: 5e7 } } })
const client = await new mongo.MongoClient(set.uri).connect()
const raw = client.db(db).collection<any>('raw')
await raw.insertOne({ _id: 'x' as any, n: 0 })
const q = (xs: number[], p: number) => xs.sort((x, y) => x - y)[Math.floor(xs.length * p)]!.toFixed(2)
// a relay
let on = true
const relay = (async () => { while (on) { for (const book of await a.books.find({ pendingSince: { $exists: true } }, { projection: { events: 1, version: 1 } }).toArray()) {
  const docs = Object.values(book.events).map((e) => ({ ...e, _id: `${e.book}:${e.version}:${e.n}`, at: new Date() }))
  if (docs.length) await a.events.insertMany(docs as any, { ordered: false, writeConcern: { w: 'majority' } }).catch(() => {})
  await a.books.updateOne({ _id: book._id }, { $unset: Object.fromEntries(Object.keys(book.events).map((k) => [`events.${k}`, ''])) } as any, { writeConcern: { w: 'majority' } })
} await new Promise((r) => setTimeout(r, 50)) } })()
const cmd = (i: number) => ({ type: 'block', claimId: randomUUID(), unitIds: [many[i % 200]!], start: 1e12 + i * 60000, end: 1e12 + i * 60000 + 60000 }) as const
const staff = () => ({ by: { key: 'staff:' + randomUUID(), staff: true } })
let i = 0
async function cycle(node: typeof a, book: string) { // block, then release it: the book stays small
  const c = cmd(i++); await node.lanes.submit(request(book, c, staff())); await node.lanes.submit(request(book, { type: 'release', claimId: c.claimId }, staff())) }
async function flight(nodes: (typeof a)[], n: number, ms: number, book: string) {
  const end = performance.now() + ms; let count = 0; const lat: number[] = []
  await Promise.all(Array.from({ length: n }, async (_, k) => { while (performance.now() < end) { const t = performance.now(); await cycle(nodes[k % nodes.length]!, book); lat.push((performance.now() - t) / 2); count += 2 } }))
  return `${(count / ms * 1000).toFixed(0)}/s p50 ${q(lat, .5)} p99 ${q(lat, .99)}`
}
for (let round = 0; round < 3; round++) {
  const bare: number[] = [], lane: number[] = []
  for (let k = 0; k < 60; k++) {
    let t = performance.now(); await raw.updateOne({ _id: 'x' as any }, { $inc: { n: 1 } }, { writeConcern: { w: 'majority', journal: true } }); bare.push(performance.now() - t)
    const c = cmd(i++); t = performance.now(); await a.lanes.submit(request(bookIdOf('alone', '2030-01-01'), c, staff())); lane.push(performance.now() - t)
  }
  console.log('alone: bare', q(bare, .5), 'lane', q(lane, .5), flush())
  console.log('64, one node', await flight([a], 64, 1500, bookIdOf('hot', '2030-01-01')), flush())
  console.log('64, two nodes', await flight([a, b], 64, 1500, bookIdOf('hot2', '2030-01-01')), flush())
}
on = false; await relay; await client.close()
