import { limitsShape, changesShape } from './ledgerPlan.ts'
import { findGuestFailure } from './ledgerSchedules.ts'
import { simulateGuests } from './ledgerSimulation.ts'
const seed = Number(process.argv[2])
const f = await findGuestFailure({ shape: process.argv[3] === 'c' ? changesShape : limitsShape, seeds: [seed, seed + 1] })
if (!f) throw new Error('none')
console.log(JSON.stringify(f))
const h = await simulateGuests(f.plan)
let prev: any = { books: {}, ledgers: {}, bundles: {} }
for (const e of h.committed) {
  for (const [b, s] of Object.entries(e.state.books)) if (prev.books[b]?.book.version !== s.book.version) console.log(e.committedAt, 'book', b, s.book.version, Object.values(s.book.claims).map((c) => `${c.id} ${c.state} exp ${c.expiresAt} ${(c.start - Date.parse('2030-01-01T12:00:00Z'))/60000} ${c.bundle ? c.bundle.role : ''}`), s.pending.map((p) => p.version + p.op + ':' + p.requestId).join())
  for (const [g, p] of Object.entries(e.state.ledgers)) if (prev.ledgers[g] !== p) console.log(e.committedAt, 'page', g, p.map((x) => `${x.key} ${x.kind} v${x.version} ${x.request} until ${x.until} give ${x.giveUpAt}`))
  for (const [g, p] of Object.entries(e.state.bundles)) if (prev.bundles[g] !== p) console.log(e.committedAt, 'bundle', g.slice(0,5), p.state, p.deadline, p.finished)
  prev = e.state
}
for (const o of h.ops) console.log(o.op.id, o.op.type, o.ends.map((e) => e === 'crashed' ? e : 'answer' in e ? JSON.stringify(e.answer) : String((e.unsettled as any).code ?? e.unsettled)))
