import { randomUUID } from 'node:crypto'
import { inject, test } from 'vitest'
import { holdAt, noon, startGuestNode, guest } from './ledgerKit.ts'
test('bench', async () => {
  await using node = await startGuestNode(inject('mongoUri'), randomUUID(), ['t1'])
  const db = node.ledgers.db
  const slots = db.collection<{ _id: string }>('slots')
  await node.ledgers.createIndex({ 'entries.claim': 1 }); await node.ledgers.createIndex({ 'entries.giveUpAt': 1 })
  const maj = { writeConcern: { w: 'majority', j: true } } as never
  const upd = db.collection<{ _id: string; n: number }>('upd'); await upd.insertOne({ _id: 'x', n: 0 })
  const draft = () => { const by = guest(); const { request, weight } = holdAt('v:d', noon, by); return node.ledger.draft({ name: { bookId: 'v:d', actor: by.key, requestId: request.requestId }, claimId: request.command.claimId, weight, guestKeys: [by.key], limited: true, raises: false }) }
  const cases: Record<string, () => Promise<unknown>> = {
    bareUpdate: () => upd.updateOne({ _id: 'x' }, { $inc: { n: 1 } }, maj),
    insert: () => slots.insertOne({ _id: randomUUID() }, maj),
    enter: () => node.ledger.enter(draft()),
    hold: () => { const { request, weight } = holdAt('v:' + randomUUID(), noon); return node.run(request, weight) },
  }
  const times: Record<string, number[]> = {}
  for (let i = 0; i < 150; i++) for (const [k, f] of Object.entries(cases)) { const t = performance.now(); await f(); (times[k] ??= []).push(performance.now() - t) }
  for (const [k, v] of Object.entries(times)) console.log('RES', k, v.sort((a, b) => a - b)[75]!.toFixed(2), v[15]!.toFixed(2))
  const inFlight = async (n: number, ms: number, act: () => Promise<unknown>) => { let done = 0; const end = performance.now() + ms; await Promise.all(Array.from({ length: n }, async () => { while (performance.now() < end) { await act(); done++ } })); return Math.round(done / (ms / 1000)) }
  for (let r = 0; r < 3; r++) for (const n of [64]) {
    const ins = await inFlight(n, 1500, () => slots.insertOne({ _id: randomUUID() as never }, maj))
    const ent = await inFlight(n, 1500, () => node.ledger.enter(draft()))
    console.log('RES', n, 'insert/s', ins, 'enter/s', ent, (ent / ins).toFixed(2))
  }
}, 120_000)
