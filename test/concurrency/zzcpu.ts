import { randomUUID } from 'node:crypto'
import { createLanes } from '../../server/core/lane/lanes.ts'
import { toyRules } from '../support/model/toyRules.ts'
import { updateOf } from '../../server/core/lane/mongoShapes.ts'
import { mongo } from 'mongoose'
const many = Array.from({ length: 200 }, (_, i) => `t${i}`)
let version = 0
const store: any = {
  read: async () => ({ book: { venueId: 'v', date: 'd', version, settingsVersion: 1, claims: {} }, pending: [], attempts: {}, committedAt: 0, bytes: 0 }),
  readLinearizable: async () => ({ version, attempts: {} }), create: async () => {}, remembered: async () => [],
  commit: async (w: any) => { if (process.argv[2]) mongo.BSON.serialize(updateOf(w)); await new Promise((r) => setImmediate(r)); version++; return 'applied' },
}
const rules = toyRules(many)
const lanes = createLanes({ store, rules: { rules: async () => rules, newest: async () => 1 }, bundles: { settle: async () => 'open' }, clock: { now: () => Date.now(), correct: async () => {} }, nodeId: 'n', newId: randomUUID, random: Math.random, monotonic: () => performance.now(), sleep: (ms) => new Promise((r) => setTimeout(r, ms)), yieldTurn: () => new Promise((r) => setImmediate(r)), onCommit: () => {}, limits: { bookBytes: 1e12, copyAnswers: 1e5 } })
let i = 0
const sub = (command: any) => lanes.submit({ bookId: 'v:2030-01-01', command, by: { key: 'staff', staff: true }, requestId: randomUUID(), bodyHash: 'x' })
for (const standing of [0, 300]) {
  for (let k = 0; k < standing; k++) { await sub({ type: 'block', claimId: randomUUID(), unitIds: ['t0'], start: 1e10 + i * 100, end: 1e10 + i++ * 100 + 100 }) }
  const t = process.cpuUsage(); let n = 0; const end = performance.now() + 3000
  await Promise.all(Array.from({ length: 64 }, async () => { while (performance.now() < end) { const id = randomUUID(); await sub({ type: 'block', claimId: id, unitIds: [many[i % 200]], start: 1e12 + i * 60000, end: 1e12 + i++ * 60000 + 60000 }); await sub({ type: 'release', claimId: id }); n += 2 } }))
  console.log(standing, 'claims:', (process.cpuUsage(t).user / n).toFixed(1), 'us cpu per command', n)
}
