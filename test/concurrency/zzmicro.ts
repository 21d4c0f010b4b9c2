import { mongo } from 'mongoose'
import { startReplicaSet } from '../support/servers.ts'
await using set = await startReplicaSet({ members: 3 })
const client = await new mongo.MongoClient(set.uri).connect()
const c = client.db('x').collection<any>('raw')
await c.insertOne({ _id: 'x', n: 0 })
const q = (xs: number[]) => { xs.sort((a, b) => a - b); return `${xs[10]!.toFixed(2)}/${xs[xs.length >> 1]!.toFixed(2)}` }
let newest: any
const kinds: Record<string, () => Promise<any>> = {
  write: () => c.updateOne({ _id: 'x' }, { $inc: { n: 1 } }, { writeConcern: { w: 'majority', journal: true } }),
  ping: () => client.db('x').command({ ping: 1 }),
  local: () => c.findOne({ _id: 'y' }),
  majority: () => c.findOne({ _id: 'y' }, { readConcern: 'majority' }),
  linear: () => c.findOne({ _id: 'x' }, { readConcern: 'linearizable', maxTimeMS: 1000 }),
  session: async () => { const s = client.startSession({ causalConsistency: true }); if (newest) s.advanceOperationTime(newest); await c.findOne({ _id: 'y' }, { readConcern: 'majority', session: s }); newest = s.operationTime; await s.endSession() },
}
const out: Record<string, number[]> = {}
for (let i = 0; i < 150; i++) for (const [k, f] of Object.entries(kinds)) { const t = performance.now(); await f(); (out[k] ??= []).push(performance.now() - t) }
for (const [k, v] of Object.entries(out)) console.log(k, q(v), 'p7%/p50')
await client.close()
