import { playGuests } from './ledgerSchedules.ts'
const op = { node: 0, guest: 0, about: null, takeOver: null, book: 0, slot: 4, holdMs: 5_000, phone: 0, twice: false } as const
const P = (ops: any[], more = {}) => ({ seed: 13, skews: [0, 0], ops, faults: [], incidents: [], ...more })
const one = P([
    { ...op, id: 0, at: 3, type: 'hold', book: 1, slot: 13, holdMs: 1_052 },
    { ...op, id: 1, at: 701, type: 'confirm', about: 0 },
    { ...op, id: 2, at: 596, type: 'modify', about: 0, slot: 7 },
    { ...op, id: 3, at: 709, node: 1, type: 'modify', about: 2, slot: 4 },
  ])
console.log('unordered', await playGuests(one, { unorderedRaises: true }))
const two = P([
    { ...op, id: 0, at: 3, type: 'hold', holdMs: 216 },
    { ...op, id: 1, at: 60, type: 'confirm', about: 0 },
    { ...op, id: 2, at: 250, node: 1, guest: 1, type: 'confirm', about: 0 },
  ])
console.log('two', await playGuests(two))
let n = 0
for (let at = 680; at < 740; at += 1) for (let b = 680; b < 740; b += 4) {
  const p = P([
    { ...op, id: 0, at: 3, type: 'hold', book: 1, slot: 13, holdMs: 5000 },
    { ...op, id: 1, at, type: 'confirm', about: 0 },
    { ...op, id: 3, at: b, node: 1, type: 'modify', about: 0, slot: 4 },
  ])
  if ((await playGuests(p, { unorderedRaises: true })).length) { n++; if (n < 4) console.log('hit', at, b) }
}
console.log(n)
